/** A run of bytes that tensors are views of. */
export interface Region {
  readonly length: number;
  /** Of its first byte in the file; null where it is compressed, or lies in another file. */
  readonly offset: number | null;
  /** In memory of their own. @throws WeightsError */
  read(start: number, length: number): Uint8Array<ArrayBuffer>;
}
