/** Kinds of numbers, called as .safetensors calls them: what one element takes, what PyTorch calls it, and how it is decoded. */
export interface ElementKindFacts {
  readonly bytes: number;
  /** PyTorch's name without `torch.`. */
  readonly dtype: string;
}

const KINDS = {
  BOOL: { bytes: 1, dtype: 'bool' },
  U8: { bytes: 1, dtype: 'uint8' },
  I8: { bytes: 1, dtype: 'int8' },
  F8_E5M2: { bytes: 1, dtype: 'float8_e5m2' },
  F8_E4M3: { bytes: 1, dtype: 'float8_e4m3fn' },
  I16: { bytes: 2, dtype: 'int16' },
  U16: { bytes: 2, dtype: 'uint16' },
  F16: { bytes: 2, dtype: 'float16' },
  BF16: { bytes: 2, dtype: 'bfloat16' },
  I32: { bytes: 4, dtype: 'int32' },
  U32: { bytes: 4, dtype: 'uint32' },
  F32: { bytes: 4, dtype: 'float32' },
  I64: { bytes: 8, dtype: 'int64' },
  U64: { bytes: 8, dtype: 'uint64' },
  F64: { bytes: 8, dtype: 'float64' },
  C64: { bytes: 8, dtype: 'complex64' },
  C128: { bytes: 16, dtype: 'complex128' },
} as const satisfies Record<string, ElementKindFacts>;

export type ElementKind = keyof typeof KINDS;

export const ELEMENT_KINDS: Readonly<Record<ElementKind, ElementKindFacts>> = KINDS;

export function isElementKind(name: string): name is ElementKind {
  return Object.hasOwn(KINDS, name);
}

/** The kind that PyTorch calls so; null for dtypes that are not read. */
export function kindOfDtype(dtype: string): ElementKind | null {
  return (Object.keys(KINDS) as ElementKind[]).find((kind) => KINDS[kind].dtype === dtype) ?? null;
}

/** Elements from their bytes (little-endian), which begin at a multiple of 16 in their memory; F32 and I32 go on using it. */
type Decode = (bytes: Uint8Array<ArrayBuffer>) => Float32Array | Int32Array;

interface ArrayKind<Elements> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer, start: number, length: number): Elements;
}

/** The same bytes, seen as wider elements. */
function as<Elements>(
  kind: ArrayKind<Elements>,
  { buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>,
): Elements {
  return new kind(buffer, byteOffset, byteLength / kind.BYTES_PER_ELEMENT);
}

/**
 * Kinds whose numbers are read: all but complex ones. 64-bit numbers become 32-bit ones, floats rounded to the nearest, integers
 * clamped to what 32 bits hold.
 */
export const DECODERS: Partial<Record<ElementKind, Decode>> = {
  F32: (bytes) => as(Float32Array, bytes),
  F64: (bytes) => Float32Array.from(as(Float64Array, bytes)),
  F16: (bytes) => Float32Array.from(as(Uint16Array, bytes), (bits) => smallFloat(bits, 5, 10)),
  BF16: (bytes) => new Float32Array(Uint32Array.from(as(Uint16Array, bytes), (upper) => upper << 16).buffer),
  F8_E5M2: (bytes) => Float32Array.from(bytes, (bits) => smallFloat(bits, 5, 2)),
  F8_E4M3: (bytes) => Float32Array.from(bytes, e4m3),
  BOOL: (bytes) => Int32Array.from(bytes),
  U8: (bytes) => Int32Array.from(bytes),
  I8: (bytes) => Int32Array.from(as(Int8Array, bytes)),
  I16: (bytes) => Int32Array.from(as(Int16Array, bytes)),
  U16: (bytes) => Int32Array.from(as(Uint16Array, bytes)),
  I32: (bytes) => as(Int32Array, bytes),
  U32: (bytes) => Int32Array.from(as(Uint32Array, bytes), (value) => Math.min(value, 2147483647)),
  I64: (bytes) => Int32Array.from([...as(BigInt64Array, bytes)], clamp),
  U64: (bytes) => Int32Array.from([...as(BigUint64Array, bytes)], clamp),
};

/** Kinds whose numbers are more than float32 and int32 hold, as float64; of 64-bit integers beyond 2 ** 53 the nearest. */
export const WIDE_DECODERS: Partial<Record<ElementKind, (bytes: Uint8Array<ArrayBuffer>) => Float64Array>> = {
  F64: (bytes) => as(Float64Array, bytes),
  U32: (bytes) => Float64Array.from(as(Uint32Array, bytes)),
  I64: (bytes) => Float64Array.from(as(BigInt64Array, bytes), Number),
  U64: (bytes) => Float64Array.from(as(BigUint64Array, bytes), Number),
};

/** A binary float as IEEE 754 builds it: sign, exponent, fraction; all ones in the exponent are infinity or not a number. */
function smallFloat(bits: number, exponentBits: number, fractionBits: number): number {
  const sign = bits >> (exponentBits + fractionBits) ? -1 : 1;
  const highest = 2 ** exponentBits - 1;
  const exponent = (bits >> fractionBits) & highest;
  const fraction = (bits & (2 ** fractionBits - 1)) / 2 ** fractionBits;
  const bias = (highest - 1) / 2;
  if (exponent === 0) return sign * fraction * 2 ** (1 - bias);
  if (exponent === highest) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction) * 2 ** (exponent - bias);
}

/** Float8 E4M3FN (Micikevicius et al. 2022): no infinities, and only all ones are not a number. */
function e4m3(bits: number): number {
  if ((bits & 0x7f) === 0x7f) return Number.NaN;
  const sign = bits & 0x80 ? -1 : 1;
  const exponent = (bits >> 3) & 15;
  const fraction = (bits & 7) / 8;
  return exponent === 0 ? sign * fraction * 2 ** -6 : sign * (1 + fraction) * 2 ** (exponent - 7);
}

/** Counters such as num_batches_tracked are the only 64-bit integers of a checkpoint. */
function clamp(value: bigint): number {
  return Number(value > 2147483647n ? 2147483647n : value < -2147483648n ? -2147483648n : value);
}
