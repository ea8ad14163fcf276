/** What trains: a backend of TensorFlow.js with the few operations, and their gradients, that the networks are made of. */
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { NativeBackend } from './backend-binding';
import type { HalfType } from './compile/half-precision';

export type EngineName = 'tensorflow' | 'wasm';

export interface Engine {
  readonly name: EngineName;
  /** For instance `tensorflow 2.21.0`. */
  readonly version: string;
  /** For instance `CPU, 2 threads` or the GPU's name. */
  readonly device: string;
  readonly kernels: Kernels;
  /** The native backend, whose steps can be compiled into graphs; null where steps run eagerly. */
  readonly native: NativeBackend | null;
  /** The 16 bits of mixed precision; null where steps are in float32 alone. */
  readonly half: HalfType | null;
}

/** Differentiable operations with PyTorch's numbers. Images are [batch, height, width, channels]; filters [height, width, in, out]. */
export interface Kernels {
  /** Bytes for `bytesToFloat`, and for nothing else. They share the array's memory until disposed of. */
  bytes(values: Uint8Array, shape: readonly number[]): Tensor;
  /** 0 to 255, as float32. */
  bytesToFloat(bytes: Tensor): Tensor;
  /** Cross-correlation with `padding` zeros on every side (PyTorch's symmetric padding). */
  conv2d(x: Tensor4D, filter: Tensor4D, stride: number, padding: number): Tensor4D;
  /** Batch norm over batch and space with the batch's own statistics (biased variance to normalise, unbiased to return). The caller disposes mean and variance. */
  batchNormTrain(
    x: Tensor4D,
    scale: Tensor1D,
    offset: Tensor1D,
    epsilon: number,
  ): { y: Tensor4D; mean: Tensor1D; unbiasedVariance: Tensor1D };
  /** Adds a number to each channel. Only forward: for evaluation. */
  addBias(x: Tensor4D, bias: Tensor1D): Tensor4D;
  relu(x: Tensor4D): Tensor4D;
  /** Max over size x size windows, `padding` cells of minus infinity on every side. */
  maxPool(x: Tensor4D, size: number, stride: number, padding: number): Tensor4D;
  /** Mean over height and width: [batch, channels]. */
  globalAveragePool(x: Tensor4D): Tensor2D;
  /**
   * A 3 x 3 convolution, padding 1, of x at twice its height and width (nearest neighbour) and behind it, along channels, `skip`:
   * the first convolution of a U-Net's decoder block.
   */
  upsampledConv2d(x: Tensor4D, skip: Tensor4D | null, filter: Tensor4D): Tensor4D;
}
