import { createHash } from 'node:crypto';
import { replaceFile } from '../replace-file';
import { FileSource } from './byte-source';
import type { ElementKind } from './element-kinds';
import { fileKind } from './file-kind';
import { formatHeader, type HeaderEntry, parseHeader, readHeader } from './safetensors-header';
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
  return withHeader(path, (source, { entries, metadata, length }) => {
    const sha256 = createHash('sha256').update(source.view(0, length));
    const tensors = new Map<string, StoredTensor>();
    for (const { name, kind, shape, start, end } of entries) {
      const bytes = source.read(length + start, end - start);
      sha256.update(bytes);
      tensors.set(name, { kind, shape, bytes });
    }
    return { tensors, metadata, sha256: sha256.digest('hex') };
  });
}

/**
 * The metadata, and those tensors of a .safetensors file that are wanted; nothing else is read.
 *
 * @param wanted names of tensors, chosen from those in the file by these and the metadata; one that is not there is passed over
 * @throws WeightsError as `readTensorFile`
 */
export async function readTensors(
  path: string,
  wanted: (names: readonly string[], metadata: TensorFile['metadata']) => readonly string[],
): Promise<Omit<TensorFile, 'sha256'>> {
  return withHeader(path, (source, { entries, metadata, length }) => {
    const all = entries.map(({ name }) => name);
    const names = wanted(all, metadata);
    const tensors = entries
      .filter(({ name }) => names.includes(name))
      .map(({ name, kind, shape, start, end }) => {
        return [name, { kind, shape, bytes: source.read(length + start, end - start) }] as const;
      });
    return { tensors: new Map(tensors), metadata };
  });
}

function withHeader<Result>(
  path: string,
  read: (source: FileSource, header: ReturnType<typeof readHeader>) => Result,
): Result {
  const source = new FileSource(path);
  try {
    if (fileKind(source) !== 'safetensors')
      throw new WeightsError('other-kind', path, 'this is no .safetensors file; export it as one.');
    const header = readHeader(source);
    const bytes = source.size - header.length;
    if (bytes > MAXIMUM_DATA_BYTES) {
      const message = `it holds ${bytes} bytes of tensors; at most ${MAXIMUM_DATA_BYTES} are read.`;
      throw new WeightsError('unsupported', path, message);
    }
    return read(source, header);
  } finally {
    source.close();
  }
}

/** Writes tensors, in the order of the map, whole or not at all (temporary file, flush, rename). */
export async function writeTensorFile(
  path: string,
  tensors: ReadonlyMap<string, StoredTensor>,
  metadata: Readonly<Record<string, string>>,
): Promise<void> {
  const entries: HeaderEntry[] = [];
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
