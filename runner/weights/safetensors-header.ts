import type { ByteSource } from './byte-source';
import { ELEMENT_KINDS, type ElementKind, isElementKind } from './element-kinds';
import { MAXIMUM_DIMENSIONS } from './strided';
import { WeightsError } from './weights-error';

export interface HeaderEntry {
  readonly name: string;
  readonly kind: ElementKind;
  readonly shape: readonly number[];
  /** Bytes from the end of the header. */
  readonly start: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  /** In the order of their bytes. */
  readonly entries: readonly HeaderEntry[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** The format allows 100 MB; an encoder of a thousand tensors takes 100 kB. */
const MAXIMUM_HEADER_BYTES = 2 * 2 ** 20;
/** Three a tensor. More of them take the parser of JSON far more memory than their bytes. */
const MAXIMUM_BRACKETS = 150_000;
const MAXIMUM_METADATA = 10_000;
const MAXIMUM_NAME = 4096;

/** The header of a file, and what it takes with its length. @throws WeightsError */
export function readHeader(source: ByteSource): SafetensorsHeader & { readonly length: number } {
  const start = source.size < 8 ? null : source.view(0, 8);
  const length = start === null ? 0 : Number(new DataView(start.buffer, start.byteOffset).getBigUint64(0, true));
  if (start === null || 8 + length > source.size) {
    const what =
      start === null
        ? `it has only ${source.size} bytes`
        : `its header would have ${length} bytes and the file has ${source.size}`;
    const message = `this is no .safetensors file, or it is cut short: ${what}; copy or export it anew.`;
    throw new WeightsError('corrupt', source.file, message);
  }
  if (length > MAXIMUM_HEADER_BYTES) throw tooMuch(source.file, `of ${length} bytes`);
  const header = parseHeader(source.file, source.view(8, length), source.size - 8 - length);
  return { ...header, length: 8 + length };
}

function tooMuch(file: string, what: string): WeightsError {
  const message = `its header is ${what}, more than that of any encoder; save the encoder's tensors alone.`;
  return new WeightsError('unsupported', file, message);
}

/**
 * Parses a header and checks it against the bytes that follow it: every tensor's kind, shape and place, no overlap, no gap, nothing
 * beyond the end.
 *
 * @param dataBytes length of the file after the header.
 * @throws WeightsError
 */
export function parseHeader(file: string, bytes: Uint8Array, dataBytes: number): SafetensorsHeader {
  const corrupt = (what: string) => new WeightsError('corrupt', file, `${what}; copy or export the file anew.`);
  if (bytes.reduce((count, byte) => count + (byte === 0x7b || byte === 0x5b ? 1 : 0), 0) > MAXIMUM_BRACKETS)
    throw tooMuch(file, `of over ${MAXIMUM_BRACKETS} brackets`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw corrupt('the header is not valid UTF-8');
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw corrupt(`the header is no JSON (${(error as Error).message})`);
  }
  if (!isRecord(json)) throw corrupt('the header is no JSON object');

  const { __metadata__: metadata = {}, ...tensors } = json;
  if (!isRecord(metadata) || !Object.values(metadata).every((value) => typeof value === 'string')) {
    throw corrupt('__metadata__ in the header is not a map of strings');
  }
  if (Object.keys(metadata).length > MAXIMUM_METADATA) throw tooMuch(file, `of over ${MAXIMUM_METADATA} notes`);
  if (Object.keys(tensors).some((name) => name.length > MAXIMUM_NAME))
    throw tooMuch(file, `with a name of over ${MAXIMUM_NAME} letters`);
  const entries = Object.entries(tensors).map(([name, entry]) => parseEntry(name, entry, corrupt));
  entries.sort((a, b) => a.start - b.start || a.end - b.end);
  let expected = 0;
  for (const { name, start, end } of entries) {
    if (start < expected) throw corrupt(`tensor "${name}" overlaps the one before it`);
    if (start > expected) throw corrupt(`there are ${start - expected} stray bytes before tensor "${name}"`);
    if (end > dataBytes) throw corrupt(`tensor "${name}" ends at byte ${end} of ${dataBytes}: the file is cut short`);
    expected = end;
  }
  if (expected !== dataBytes) throw corrupt(`there are ${dataBytes - expected} stray bytes after the last tensor`);
  return { entries, metadata: metadata as Record<string, string> };
}

function parseEntry(name: string, entry: unknown, corrupt: (what: string) => WeightsError): HeaderEntry {
  if (!isRecord(entry)) throw corrupt(`tensor "${name}" has no description`);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (typeof dtype !== 'string' || !isElementKind(dtype))
    throw corrupt(`tensor "${name}" has the unknown kind ${brief(dtype)}`);
  if (!isSizes(shape)) throw corrupt(`tensor "${name}" has the shape ${brief(shape)}`);
  if (!isSizes(offsets) || offsets.length !== 2) throw corrupt(`tensor "${name}" has the offsets ${brief(offsets)}`);
  const [start, end] = offsets as [number, number];
  const needed = shape.reduce((product, size) => product * size, ELEMENT_KINDS[dtype].bytes);
  if (end - start !== needed)
    throw corrupt(`tensor "${name}" has ${end - start} bytes and its shape [${shape}] of ${dtype} needs ${needed}`);
  return { name, kind: dtype, shape, start, end };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a message says of a value, which may be all of the header. */
function brief(value: unknown): string {
  return String(JSON.stringify(value)).slice(0, 200);
}

function isSizes(value: unknown): value is number[] {
  return (
    Array.isArray(value) &&
    value.length <= MAXIMUM_DIMENSIONS &&
    value.every((size) => Number.isSafeInteger(size) && size >= 0)
  );
}

/** The first bytes of a file: length of the header, the header padded with blanks to whole 8 bytes. */
export function formatHeader({ entries, metadata }: SafetensorsHeader): Uint8Array {
  const tensors = entries.map(({ name, kind, shape, start, end }) => [
    name,
    { dtype: kind, shape, data_offsets: [start, end] },
  ]);
  const described = Object.keys(metadata).length > 0 ? [['__metadata__', metadata], ...tensors] : tensors;
  const json = JSON.stringify(Object.fromEntries(described));
  const text = Buffer.from(json, 'utf8');
  const padded = Math.ceil(text.length / 8) * 8;
  const bytes = Buffer.alloc(8 + padded, ' ');
  bytes.writeBigUInt64LE(BigInt(padded), 0);
  text.copy(bytes, 8);
  return bytes;
}
