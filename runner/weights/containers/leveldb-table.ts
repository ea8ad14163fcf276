import { BinaryReader } from '@bufbuild/protobuf/wire';
import type { ByteSource } from '../byte-source';
import { WeightsError } from '../weights-error';

/** Last bytes of a table (tensorflow/core/lib/io/format.h, kTableMagicNumber). */
const MAGIC = 0xdb4775248b80fb57n;
const FOOTER = 48;
/** Of all blocks together; TensorFlow writes some 100 bytes a variable. */
const MAXIMUM_BYTES = 8 * 2 ** 20;
/** Of the index block and the blocks of data together. */
const MAXIMUM_ENTRIES = 100_000;
const MAXIMUM_KEY = 1024;
/** Of all keys together: each may repeat the one before in a byte. */
const MAXIMUM_KEYS = 4 * 2 ** 20;

export function isTable(source: ByteSource): boolean {
  if (source.size < FOOTER) return false;
  const end = source.view(source.size - 8, 8);
  return new DataView(end.buffer, end.byteOffset).getBigUint64(0, true) === MAGIC;
}

/**
 * The entries of a LevelDB table as TensorFlow writes them, in order: a footer points to an index block, whose entries point to the
 * blocks of data. Keys are text.
 *
 * @throws WeightsError for a damaged table, and for compressed blocks, which TensorFlow does not write
 */
export function* tableEntries(source: ByteSource): Generator<[key: string, value: Uint8Array]> {
  const pointers = decode(source, () => {
    const footer = new BinaryReader(source.read(source.size - FOOTER, FOOTER));
    handle(footer);
    return handle(footer);
  });
  let [bytes, entries, letters, end] = [pointers.size, 0, 0, 0];
  const tooMuch = (what: string) =>
    new WeightsError('unsupported', source.file, `its index has ${what}, more than any checkpoint of an encoder.`);
  const limited = function* (block: Handle) {
    if (bytes > MAXIMUM_BYTES) throw tooMuch(`${bytes} bytes`);
    for (const [key, value] of blockEntries(source, block)) {
      letters += key.length;
      if (++entries > MAXIMUM_ENTRIES) throw tooMuch(`over ${MAXIMUM_ENTRIES} entries`);
      if (letters > MAXIMUM_KEYS) throw tooMuch(`names of over ${MAXIMUM_KEYS} letters together`);
      yield [key.toString('utf8'), value] as [string, Uint8Array];
    }
  };
  for (const [, pointer] of limited(pointers)) {
    const block = decode(source, () => handle(new BinaryReader(pointer)));
    if (block.offset < end) throw source.corrupt('a block of its index lies in another');
    end = block.offset + block.size;
    bytes += block.size;
    yield* limited(block);
  }
}

/** What the reader of protocol buffers throws says nothing of the file. */
export function decode<Value>(source: ByteSource, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof WeightsError) throw error;
    throw source.corrupt(`its index is damaged (${(error as Error).message})`);
  }
}

interface Handle {
  readonly offset: number;
  readonly size: number;
}

function handle(reader: BinaryReader): Handle {
  return { offset: Number(reader.uint64()), size: Number(reader.uint64()) };
}

/** Each entry: bytes of the key shared with the one before, bytes of its own, bytes of the value; then a list of restarts. */
function* blockEntries(source: ByteSource, { offset, size }: Handle): Generator<[key: Buffer, value: Uint8Array]> {
  const bytes = source.read(offset, size + 1);
  if (bytes[size] !== 0) throw source.corrupt('its index is compressed, which TensorFlow does not do');
  const restarts = size < 4 ? 0 : new DataView(bytes.buffer).getUint32(size - 4, true);
  const end = size - 4 * (restarts + 1);
  if (size < 4 || end < 0) throw source.corrupt('a block of its index is cut short');
  const reader = new BinaryReader(bytes.subarray(0, end));
  let key = Buffer.alloc(0);
  while (reader.pos < end) {
    const [shared, own, length] = decode(source, () => [reader.uint32(), reader.uint32(), reader.uint32()] as const);
    const next = reader.pos + own + length;
    if (shared > key.length || shared + own > MAXIMUM_KEY || next > end)
      throw source.corrupt('a block of its index is damaged');
    key = Buffer.concat([key.subarray(0, shared), bytes.subarray(reader.pos, reader.pos + own)]);
    yield [key, bytes.subarray(reader.pos + own, next)];
    reader.pos = next;
  }
}
