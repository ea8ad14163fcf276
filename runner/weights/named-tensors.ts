/** Tensors by PyTorch name, in PyTorch's layout (convolutions [out, in, height, width], linear [out, in]). */
export interface NamedTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

/** One that was just read. */
export interface ReadTensor extends NamedTensor {
  /** Whether all numbers are; undefined: nobody has looked. */
  readonly allFinite?: boolean;
}

/** Tensors by name, one after the other. */
export type Weights<Tensor = NamedTensor> =
  | Iterable<readonly [name: string, tensor: Tensor]>
  | AsyncIterable<readonly [name: string, tensor: Tensor]>;

export type NamedTensors = ReadonlyMap<string, NamedTensor>;
