/** Convolution, batch norm and ReLU, which every network here is made of: parameters, and forward passes by the same names. */
import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { Parameter, Pass, Start } from './network';

/** PyTorch's BatchNorm2d. */
const EPSILON = 1e-5;
const MOMENTUM = 0.1;

/** A filter drawn as He et al. do: torchvision's ResNet normally over fan-out, segmentation_models.pytorch's decoder uniformly over fan-in. */
export function convParameter(
  name: string,
  inputs: number,
  outputs: number,
  size: number,
  kind: 'encoder' | 'decoder' = 'encoder',
): Parameter {
  const area = size * size;
  const start: Start =
    kind === 'encoder'
      ? { kind: 'normal', deviation: Math.sqrt(2 / (outputs * area)) }
      : { kind: 'uniform', bound: Math.sqrt(6 / (inputs * area)) };
  return { name: `${name}.weight`, shape: [outputs, inputs, size, size], start, trainable: true };
}

export function batchNormParameters(name: string, channels: number): Parameter[] {
  const constant = (part: string, value: number, trainable: boolean): Parameter => ({
    name: `${name}.${part}`,
    shape: [channels],
    start: { kind: 'constant', value },
    trainable,
  });
  return [
    constant('weight', 1, true),
    constant('bias', 0, true),
    constant('running_mean', 0, false),
    constant('running_var', 1, false),
  ];
}

/** Batch norm cannot train on one value per channel, which has no variance; PyTorch refuses it too. */
export class SingleValueError extends Error {
  constructor(layer: string) {
    super(
      `Batch norm ${layer} gets one value per channel, which has no variance to train on: use batches of at least 2 images, or larger images.`,
    );
    this.name = 'SingleValueError';
  }
}

export function conv(pass: Pass, x: Tensor4D, name: string, stride: number, padding: number): Tensor4D {
  return pass.kernels.conv2d(x, pass.value<Tensor4D>(`${name}.weight`), stride, padding);
}

export function batchNorm(pass: Pass, x: Tensor4D, name: string): Tensor4D {
  const scale = pass.value<Tensor1D>(`${name}.weight`);
  const offset = pass.value<Tensor1D>(`${name}.bias`);
  const mean = pass.value<Tensor1D>(`${name}.running_mean`);
  const variance = pass.value<Tensor1D>(`${name}.running_var`);
  if (!pass.training) return pass.kernels.batchNormEval(x, scale, offset, mean, variance, EPSILON);
  const [count, height, width] = x.shape;
  if (count * height * width === 1) throw new SingleValueError(name);
  const batch = pass.kernels.batchNormTrain(x, scale, offset, EPSILON);
  pass.update(`${name}.running_mean`, blend(mean, batch.mean));
  pass.update(`${name}.running_var`, blend(variance, batch.unbiasedVariance));
  batch.mean.dispose();
  batch.unbiasedVariance.dispose();
  return batch.y;
}

function blend(running: Tensor1D, batch: Tensor1D): Tensor1D {
  return tf.add(tf.mul(running, 1 - MOMENTUM), tf.mul(batch, MOMENTUM));
}

/** Convolution without bias, batch norm, ReLU. */
export function convNormRelu(
  pass: Pass,
  x: Tensor4D,
  convName: string,
  normName: string,
  stride: number,
  padding: number,
): Tensor4D {
  return pass.kernels.relu(batchNorm(pass, conv(pass, x, convName, stride, padding), normName));
}
