import type { ElementKind } from './safetensors-header';

/** Elements from their bytes, which start their own memory; F32 and I32 go on using it. */
type Decode = (bytes: Uint8Array<ArrayBuffer>) => Float32Array | Int32Array;

/** Kinds that are read. 64-bit numbers become 32-bit ones: floats rounded to the nearest, integers clamped to what 32 bits hold. */
export const DECODERS: Partial<Record<ElementKind, Decode>> = {
  F32: ({ buffer }) => new Float32Array(buffer),
  F64: ({ buffer }) => Float32Array.from(new Float64Array(buffer)),
  F16: ({ buffer }) => Float32Array.from(new Uint16Array(buffer), halfToFloat),
  BF16: ({ buffer }) => new Float32Array(Uint32Array.from(new Uint16Array(buffer), (upper) => upper << 16).buffer),
  I32: ({ buffer }) => new Int32Array(buffer),
  I64: ({ buffer }) => Int32Array.from([...new BigInt64Array(buffer)], clamp),
};

/** IEEE 754 binary16. */
function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Counters such as num_batches_tracked are the only 64-bit integers of a checkpoint. */
function clamp(value: bigint): number {
  return Number(value > 2147483647n ? 2147483647n : value < -2147483648n ? -2147483648n : value);
}
