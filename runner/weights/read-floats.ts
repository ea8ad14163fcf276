import { FileSource } from './byte-source';
import { hasNonFinite } from './non-finite';

/** Float32 numbers, little-endian, one after the other. */
export interface FloatPlace {
  /** Of the first byte in the file. */
  readonly offset: number;
  /** In bytes. */
  readonly length: number;
  /** Of the first byte in the memory to read into; a multiple of 4. */
  readonly start: number;
}

/** Reads into shared memory. Whether all numbers of each place are finite. @throws WeightsError */
export function readFloats(path: string, places: readonly FloatPlace[], memory: Uint8Array<ArrayBuffer>): boolean[] {
  const source = new FileSource(path);
  try {
    return places.map(({ offset, length, start }) => {
      const bytes = source.read(offset, length, () => memory.subarray(start, start + length));
      return !hasNonFinite(new Float32Array(bytes.buffer, bytes.byteOffset, length / 4));
    });
  } finally {
    source.close();
  }
}
