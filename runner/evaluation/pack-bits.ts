/** Eight values of 0 and 1 to a byte, the first in the most significant bit, as NumPy's packbits. */
export function packBits(values: Uint8Array): Uint8Array<ArrayBuffer> {
  const packed = new Uint8Array(Math.ceil(values.length / 8));
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) packed[i >> 3]! |= 0x80 >> (i & 7);
  return packed;
}

/** The first `count` values of `packBits`. */
export function unpackBits(packed: Uint8Array, count: number): Uint8Array {
  const values = new Uint8Array(count);
  for (let i = 0; i < count; i++) values[i] = (packed[i >> 3]! >> (7 - (i & 7))) & 1;
  return values;
}
