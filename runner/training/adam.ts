/**
 * Adam (Kingma and Ba, 2015) with PyTorch's placing of epsilon: after the bias correction. TensorFlow's kernel adds it before, which
 * equals PyTorch's for an epsilon scaled by sqrt(1 - beta2^t).
 */
import type { Scalar, Tensor, Variable } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { AdamValues } from '../../catalog/recipe';
import type { Binding } from '../engines/backend-binding';
import { activeRecorder } from '../engines/compile/recorder';

export interface Slots {
  readonly first: Variable;
  readonly second: Variable;
}

/** The numbers of one step as tensors, so that a recorded step can be fed others. */
export interface AdamScalars {
  readonly learningRate: Scalar;
  /** beta1^t and beta2^t, t counted from 1. */
  readonly power1: Scalar;
  readonly power2: Scalar;
  /** PyTorch's epsilon as TensorFlow's kernel wants it. */
  readonly epsilon: Scalar;
}

export function adamScalars(step: number, learningRate: number, { beta1, beta2, epsilon }: AdamValues): AdamScalars {
  const power2 = beta2 ** step;
  return {
    learningRate: tf.scalar(learningRate),
    power1: tf.scalar(beta1 ** step),
    power2: tf.scalar(power2),
    epsilon: tf.scalar(epsilon * Math.sqrt(1 - power2)),
  };
}

/**
 * Updates one parameter and its slots. While a step is recorded, this is one fused operation of the graph.
 * @param gate 0: nothing changes (the gradient must be 0, too); 1 or null: as ever
 */
export function applyAdam(
  parameter: Variable,
  slots: Slots,
  gradient: Tensor,
  scalars: AdamScalars,
  { beta1, beta2, weightDecay }: AdamValues,
  binding: Binding | null,
  gate: Scalar | null = null,
): void {
  const decay = (): Tensor => tf.mul(parameter, gate ? tf.mul(gate, weightDecay) : weightDecay);
  const slope = weightDecay === 0 ? gradient : tf.add(gradient, decay());
  const recorder = activeRecorder();
  if (recorder && binding) {
    const attributes = [
      { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
      { name: 'use_locking', type: binding.TF_ATTR_BOOL, value: false },
      { name: 'use_nesterov', type: binding.TF_ATTR_BOOL, value: false },
    ];
    const { power1, power2, epsilon } = scalars;
    const betas = [beta1, beta2].map((beta) => (gate ? tf.sub(1, tf.mul(gate, 1 - beta)) : tf.scalar(beta)));
    const learningRate = gate ? tf.mul(scalars.learningRate, gate) : scalars.learningRate;
    recorder.noteUpdate(
      'ResourceApplyAdam',
      attributes,
      [parameter, slots.first, slots.second],
      [power1, power2, learningRate, ...betas, epsilon, slope],
    );
    return;
  }
  tf.tidy(() => {
    slots.first.assign(tf.add(tf.mul(slots.first, beta1), tf.mul(slope, 1 - beta1)));
    slots.second.assign(tf.add(tf.mul(slots.second, beta2), tf.mul(tf.square(slope), 1 - beta2)));
    const rate = tf.div(tf.mul(scalars.learningRate, tf.sqrt(tf.sub(1, scalars.power2))), tf.sub(1, scalars.power1));
    parameter.assign(
      tf.sub(parameter, tf.div(tf.mul(slots.first, rate), tf.add(tf.sqrt(slots.second), scalars.epsilon))),
    );
  });
}
