/** What holds a learner's variables and runs its steps over them. */
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';

/** Inputs by name, and what is computed of them: results by name, and changes to variables. */
export interface Step {
  /** Steps of one name have inputs of the same shapes. */
  readonly name: string;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly run: () => Record<string, Tensor>;
}

export interface Executor {
  /** A float32 variable of zeros, for steps to use. Its values pass through `read` and `write` alone. */
  variable(shape: readonly number[], trainable: boolean): Variable;
  /** Whether `run` has nothing to prepare for steps of this name. */
  has(name: string): boolean;
  /** Prepares for steps of this name; nothing is computed. */
  add(step: Step): void;
  /** The caller disposes what it returns. */
  run(step: Step): Record<string, Tensor>;
  /** Values of some variables, one after the other, each in memory of its own. */
  read(variables: readonly Variable[]): Iterable<Float32Array>;
  /**
   * Gives a variable new values; null: zeros. The array may be used again afterwards.
   * @param reversed the values' sides where their axes are the variable's from last to first; more than one is longer than 1
   */
  write(variable: Variable, values: Float32Array | null, reversed?: readonly number[]): void;
  /** Ends all variables. */
  dispose(): void;
}

/** The same values with their axes from last to first, in memory of the engine, in another shape of as many. */
export function reverseAxes(tensor: Tensor, shape: number[]): Tensor {
  return tf.tidy(() => tf.reshape(tf.transpose(tensor), shape));
}
