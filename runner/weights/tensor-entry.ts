import type { Allocate } from './byte-source';
import { ELEMENT_KINDS, type ElementKind } from './element-kinds';
import { countOf } from './strided';

/** What is known of a tensor in a file before its values are read. */
export interface TensorEntry {
  readonly name: string;
  readonly kind: ElementKind;
  readonly shape: readonly number[];
  /** Of its values, contiguous. */
  readonly byteLength: number;
  /** Of its first byte in the file; null where it is compressed, or lies in another file of the checkpoint. */
  readonly offset: number | null;
}

/** A tensor whose values wait in the file. */
export interface LazyTensor extends TensorEntry {
  /**
   * Its values, contiguous, little-endian, in memory of their own, or in what `allocate` gives where they lie in the file as they are. @throws WeightsError
   */
  read(allocate?: Allocate): Uint8Array<ArrayBuffer>;
}

export function byteLengthOf(kind: ElementKind, shape: readonly number[]): number {
  return countOf(shape) * ELEMENT_KINDS[kind].bytes;
}
