import { createHash } from 'node:crypto';

/** Integers as a file stores them, in any of the widths they come in. */
export type Samples = Uint8Array | Uint16Array | Int16Array | Int32Array;

/** What two programs compare to know whether they read the same image. */
export interface SampleDescription {
  /** Of what the stored integers stand for. */
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly storedMin: number;
  readonly storedMax: number;
  /** SHA-256 of the stored integers, as little-endian int32 in the order given. */
  readonly stored: string;
  /** SHA-256 of what they stand for, as little-endian float32. */
  readonly values: string;
}

/** Samples hashed at a time, so that no copy of a large image is made. */
const CHUNK = 2 ** 16;

/** @param toValue what a stored integer stands for: its rescaled value */
export function describeSamples(samples: Samples, toValue: (stored: number) => number): SampleDescription {
  const storedHash = createHash('sha256');
  const valuesHash = createHash('sha256');
  let [min, max, storedMin, storedMax, sum] = [Infinity, -Infinity, Infinity, -Infinity, 0];
  for (let start = 0; start < samples.length; start += CHUNK) {
    const stored = Int32Array.from(samples.subarray(start, start + CHUNK));
    const values = new Float32Array(stored.length);
    for (let i = 0; i < stored.length; i++) {
      const value = toValue(stored[i]!);
      values[i] = value;
      sum += value;
      if (value < min) min = value;
      if (value > max) max = value;
      if (stored[i]! < storedMin) storedMin = stored[i]!;
      if (stored[i]! > storedMax) storedMax = stored[i]!;
    }
    storedHash.update(new Uint8Array(stored.buffer));
    valuesHash.update(new Uint8Array(values.buffer));
  }
  const [stored, values] = [storedHash.digest('hex'), valuesHash.digest('hex')];
  return { min, max, mean: sum / samples.length, storedMin, storedMax, stored, values };
}
