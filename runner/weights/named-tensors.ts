/** Tensors by PyTorch name, in PyTorch's layout (convolutions [out, in, height, width], linear [out, in]). */
export interface NamedTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

export type NamedTensors = ReadonlyMap<string, NamedTensor>;
