/**
 * Dynamic loss scaling (Micikevicius et al., 2018, section 3.2): float16 has no numbers below 6e-8, where many gradients are, so the loss is
 * multiplied before they are taken and they are divided after. A step whose gradients overflow changes no weight and halves the factor.
 */
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { NativeBackend } from '../engines/backend-binding';

const START = 2 ** 15;
const LARGEST = 2 ** 24;
/** Steps without overflow after which a larger factor is tried. */
const PATIENCE = 2000;

export interface LossScale {
  readonly factor: number;
  /** Steps without overflow since the factor changed. */
  readonly steps: number;
}

export const FIRST_LOSS_SCALE: LossScale = { factor: START, steps: 0 };

/** After a step whose gradients were all finite, or were not. */
export function nextLossScale({ factor, steps }: LossScale, finite: boolean): LossScale {
  if (!finite) return { factor: Math.max(factor / 2, 1), steps: 0 };
  return steps + 1 < PATIENCE ? { factor, steps: steps + 1 } : { factor: Math.min(2 * factor, LARGEST), steps: 0 };
}

export interface Unscaled {
  readonly gradients: Readonly<Record<string, Tensor>>;
  /** 1 where every gradient is finite, else 0; the gradients are 0 then. */
  readonly finite: Scalar;
}

/** Divides gradients by the factor of the loss. */
export function unscale(gradients: Readonly<Record<string, Tensor>>, factor: Scalar, backend: NativeBackend): Unscaled {
  const { binding } = backend;
  const attributes = [{ name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT }];
  // A sum is finite where its terms are; nothing that counts comes near the largest float32.
  const sums = Object.values(gradients).map((gradient) => tf.sum<Scalar>(gradient));
  const finite: Scalar = tf.cast(tf.isFinite(tf.addN(sums)), 'float32');
  const divisor = tf.mul(finite, factor);
  const divided = Object.entries(gradients).map(
    ([name, gradient]) =>
      // Infinity over zero is zero here.
      [name, backend.executeSingleOutput('DivNoNan', attributes, [gradient, divisor])] as const,
  );
  return { gradients: Object.fromEntries(divided), finite };
}
