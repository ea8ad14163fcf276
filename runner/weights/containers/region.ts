import type { Allocate } from '../byte-source';

/** A run of bytes that tensors are views of. */
export interface Region {
  readonly length: number;
  /** Of its first byte in the file; null where it is compressed, or lies in another file. */
  readonly offset: number | null;
  /** In memory of their own, or in what `allocate` gives where nothing has to be unpacked. @throws WeightsError */
  read(start: number, length: number, allocate?: Allocate): Uint8Array<ArrayBuffer>;
}
