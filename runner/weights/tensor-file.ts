import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { replaceFile } from '../replace-file';
import { otherKind } from './file-kind';
import {
  type ElementKind,
  formatHeader,
  MAXIMUM_HEADER_BYTES,
  parseHeader,
  type TensorEntry,
} from './safetensors-header';
import { WeightsError } from './weights-error';

/** A tensor of any kind the format knows, as the bytes it is written in (little-endian, as every machine this runs on). */
export interface StoredTensor {
  readonly kind: ElementKind;
  readonly shape: readonly number[];
  /** When read: the start of its own memory, so that it may be seen as an array of wider elements. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface TensorFile {
  /** In the order of the file. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly metadata: Readonly<Record<string, string>>;
  /** Of the whole file, hexadecimal. */
  readonly sha256: string;
}

/** More than this is not read into memory; no encoder comes near it. */
const MAXIMUM_DATA_BYTES = 8 * 2 ** 30;

/**
 * Reads a .safetensors file whole. Sizes are checked before memory is taken for them.
 *
 * @throws WeightsError for a file that is missing, cut short, of another kind, or whose parts do not fit together.
 */
export async function readTensorFile(path: string): Promise<TensorFile> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new WeightsError('not-found', path, 'there is no such file; check the path.');
    throw new WeightsError('unreadable', path, `it cannot be opened (${error.code}); check that it may be read.`);
  });
  try {
    return await readOpened(path, file);
  } finally {
    await file.close();
  }
}

async function readOpened(path: string, file: FileHandle): Promise<TensorFile> {
  const found = await file.stat();
  if (!found.isFile()) throw new WeightsError('unreadable', path, 'this is a folder, not a file; name the file in it.');
  const header = await readHeaderBytes(path, file, found.size);
  const dataBytes = found.size - header.length;
  const { entries, metadata } = parseHeader(path, header.subarray(8), dataBytes);
  if (dataBytes > MAXIMUM_DATA_BYTES) {
    throw new WeightsError(
      'unsupported',
      path,
      `it holds ${dataBytes} bytes of tensors; at most ${MAXIMUM_DATA_BYTES} are read.`,
    );
  }
  const sha256 = createHash('sha256').update(header);
  const tensors = new Map<string, StoredTensor>();
  for (const { name, kind, shape, start, end } of entries) {
    const bytes = await readBytes(path, file, header.length + start, end - start);
    sha256.update(bytes);
    tensors.set(name, { kind, shape, bytes });
  }
  return { tensors, metadata, sha256: sha256.digest('hex') };
}

/** The length of the header (8 bytes) and the header. */
async function readHeaderBytes(path: string, file: FileHandle, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const start = await readBytes(path, file, 0, Math.min(size, 64));
  const other = otherKind(path, start);
  if (other !== null) throw other;
  const length = size < 8 ? 0 : Number(new DataView(start.buffer).getBigUint64(0, true));
  if (size < 8 || length > MAXIMUM_HEADER_BYTES || 8 + length > size) {
    const what =
      size < 8 ? `it has only ${size} bytes` : `its header would have ${length} bytes and the file has ${size}`;
    throw new WeightsError(
      'corrupt',
      path,
      `this is no .safetensors file, or it is cut short: ${what}; copy or export it anew.`,
    );
  }
  return readBytes(path, file, 0, 8 + length);
}

async function readBytes(
  path: string,
  file: FileHandle,
  position: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length; ) {
    const { bytesRead } = await file.read(bytes, done, length - done, position + done);
    if (bytesRead === 0) throw new WeightsError('corrupt', path, 'it became shorter while it was read; copy it anew.');
    done += bytesRead;
  }
  return bytes;
}

/** Writes tensors, in the order of the map, whole or not at all (temporary file, flush, rename). */
export async function writeTensorFile(
  path: string,
  tensors: ReadonlyMap<string, StoredTensor>,
  metadata: Readonly<Record<string, string>>,
): Promise<void> {
  const entries: TensorEntry[] = [];
  let end = 0;
  for (const [name, { kind, shape, bytes }] of tensors) {
    entries.push({ name, kind, shape, start: end, end: end + bytes.length });
    end += bytes.length;
  }
  const header = formatHeader({ entries, metadata });
  // The check a reader makes is made here too, so that nothing unreadable is ever written.
  parseHeader(path, header.subarray(8), end);
  await replaceFile(path, async (file) => {
    for (const bytes of [header, ...[...tensors.values()].map((tensor) => tensor.bytes)]) {
      for (let done = 0; done < bytes.length; )
        done += (await file.write(bytes, done, bytes.length - done)).bytesWritten;
    }
  });
}
