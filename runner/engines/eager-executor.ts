import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { type AxisOrder, axesBack, type Executor, type Step, type Wanted } from './executor';

/** Runs steps operation by operation, for engines without graphs. */
export class EagerExecutor implements Executor {
  readonly #variables: Variable[] = [];

  variable(shape: readonly number[], trainable: boolean): Variable {
    const zeros = tf.zeros([...shape]);
    const made = tf.variable(zeros, trainable);
    zeros.dispose();
    this.#variables.push(made);
    return made;
  }

  has(): boolean {
    return true;
  }

  add(): void {}

  run({ run }: Step): Record<string, Tensor> {
    return run();
  }

  *read(wanted: readonly Wanted[]): Iterable<Float32Array> {
    for (const { variable, order } of wanted) {
      yield tf.tidy(() => (order ? tf.transpose(variable, axesBack(order)) : variable).dataSync<'float32'>());
    }
  }

  write(variable: Variable, values: Float32Array | null, order?: AxisOrder): void {
    const { shape } = variable;
    const value = tf.tidy(() => {
      if (values === null) return tf.zeros(shape);
      return order ? tf.transpose(tf.tensor(values, [...order.shape]), [...order.axes]) : tf.tensor(values, shape);
    });
    variable.assign(value);
    value.dispose();
  }

  dispose(): void {
    tf.dispose(this.#variables.splice(0));
  }
}
