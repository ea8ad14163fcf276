/** A network as a description: its parameters by PyTorch name, and its forward pass over an engine's kernels. */
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Kernels } from '../engines/engine';
import type { RandomStream } from '../random';

/** How a parameter starts out. */
export type Start =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'normal'; readonly deviation: number }
  | { readonly kind: 'uniform'; readonly bound: number };

export interface Parameter {
  /** PyTorch's name, for instance `layer1.0.conv1.weight`. */
  readonly name: string;
  /** PyTorch's shape; convolutions are [out, in, height, width], linear layers [out, in]. */
  readonly shape: readonly number[];
  readonly start: Start;
  /** false for running statistics. */
  readonly trainable: boolean;
  /** Of a convolution: the batch norm behind it, which evaluation multiplies into the filter. */
  readonly norm?: string;
}

/** A convolution and the batch norm behind it as one: the factor of each channel is part of the filter, its offset the bias. */
export interface FoldedConvolution {
  readonly filter: Tensor;
  readonly bias: Tensor;
}

/** What a forward pass works with. */
export interface Pass {
  readonly kernels: Kernels;
  /** Training mode: batch norm uses the batch's statistics and reports them. */
  readonly training: boolean;
  /** A parameter as the kernels take it: convolution filters [height, width, in, out], linear weights [in, out]. */
  value<T extends Tensor>(name: string): T;
  /** In evaluation: what stands for a filter and the batch norm behind it. */
  folded(name: string): FoldedConvolution;
  /** New running mean or variance of a batch norm, to be taken over after the step. */
  update(name: string, value: Tensor): void;
}

export interface Network {
  readonly parameters: readonly Parameter[];
  /** Prefix of the encoder's parameters: empty for a classifier, `encoder.` for a U-Net. */
  readonly encoderPrefix: string;
  /** Logits [batch, classes], or for segmentation [batch, height, width, 1]. */
  forward(pass: Pass, images: Tensor4D): Tensor;
}

/** Draws what a parameter starts out as, in PyTorch's layout; `most`: no more than the first so many numbers, for looking at them. */
export function drawParameter(
  parameter: Parameter,
  stream: () => RandomStream,
  most = Number.POSITIVE_INFINITY,
): Float32Array {
  const { shape, start } = parameter;
  const size = shape.reduce((product, side) => product * side, 1);
  const values = new Float32Array(Math.min(size, most));
  if (start.kind === 'constant') return values.fill(start.value);
  const random = stream();
  for (let index = 0; index < values.length; index++) {
    values[index] =
      start.kind === 'normal' ? random.normal(0, start.deviation) : random.uniform(-start.bound, start.bound);
  }
  return values;
}
