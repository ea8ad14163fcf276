/** Convolution, batch norm and ReLU, which every network here is made of: parameters, and forward passes by the same names. */
import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { FoldedConvolution, Parameter, Pass, Start } from './network';

/** PyTorch's BatchNorm2d. */
const EPSILON = 1e-5;
const MOMENTUM = 0.1;

/** A filter drawn as He et al. do: torchvision's ResNet normally over fan-out, segmentation_models.pytorch's decoder uniformly over fan-in. */
function convParameter(
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

/** A convolution without bias, and the batch norm behind it. */
export function convNormParameters(
  convName: string,
  normName: string,
  inputs: number,
  outputs: number,
  size: number,
  kind: 'encoder' | 'decoder' = 'encoder',
): Parameter[] {
  return [
    { ...convParameter(convName, inputs, outputs, size, kind), norm: normName },
    ...batchNormParameters(normName, outputs),
  ];
}

function batchNormParameters(name: string, channels: number): Parameter[] {
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

/** Convolution without bias, batch norm. */
export function convNorm(
  pass: Pass,
  x: Tensor4D,
  convName: string,
  normName: string,
  stride: number,
  padding: number,
): Tensor4D {
  return normed(pass, convName, normName, (filter) => pass.kernels.conv2d(x, filter, stride, padding));
}

/** Batch norm of what `convolve` makes with a convolution's filter. */
export function normed(
  pass: Pass,
  convName: string,
  normName: string,
  convolve: (filter: Tensor4D) => Tensor4D,
): Tensor4D {
  const name = `${convName}.weight`;
  if (pass.training) return batchNormTrain(pass, convolve(pass.value<Tensor4D>(name)), normName);
  const { filter, bias } = pass.folded(name);
  return pass.kernels.addBias(convolve(filter as Tensor4D), bias as Tensor1D);
}

/**
 * Batch norm in evaluation is a factor and an offset per channel. As part of the filter and as a bias they cost no pass over the map: it is
 * written once, with the bias and the ReLU behind it.
 * @param name of the filter
 */
export function foldNorm(value: Pass['value'], name: string, norm: string): FoldedConvolution {
  const [scale, offset, mean, variance] = ['weight', 'bias', 'running_mean', 'running_var'].map((part) =>
    value<Tensor1D>(`${norm}.${part}`),
  ) as [Tensor1D, Tensor1D, Tensor1D, Tensor1D];
  const factor = tf.mul<Tensor1D>(scale, tf.rsqrt(tf.add(variance, EPSILON)));
  return { filter: tf.mul(value(name), factor), bias: tf.sub(offset, tf.mul(mean, factor)) };
}

function batchNormTrain(pass: Pass, x: Tensor4D, name: string): Tensor4D {
  const [count, height, width] = x.shape;
  if (count * height * width === 1) throw new SingleValueError(name);
  const [scale, offset] = [pass.value<Tensor1D>(`${name}.weight`), pass.value<Tensor1D>(`${name}.bias`)];
  const batch = pass.kernels.batchNormTrain(x, scale, offset, EPSILON);
  pass.update(`${name}.running_mean`, blend(pass.value(`${name}.running_mean`), batch.mean));
  pass.update(`${name}.running_var`, blend(pass.value(`${name}.running_var`), batch.unbiasedVariance));
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
  return pass.kernels.relu(convNorm(pass, x, convName, normName, stride, padding));
}
