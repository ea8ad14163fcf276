import { constants, inflateRawSync } from 'node:zlib';
import { type Entry, fromRandomAccessReader, RandomAccessReader, type ZipFile } from 'yauzl';
import { type ByteSource, MemorySource, PartSource } from '../byte-source';
import { WeightsError } from '../weights-error';
import type { Region } from './region';

/** What a compressed entry may grow to beyond the size of its file. */
const MAXIMUM_GROWTH = 16 * 2 ** 20;
const MAXIMUM_ENTRIES = 50_000;
/** Compressed bytes that the start of an entry is first looked for in; each may grow to a thousand. */
const FIRST_BYTES = 128;

interface Place {
  /** Of the first byte of its data in the file. */
  readonly start: number;
  readonly compressed: number;
  readonly length: number;
  readonly deflated: boolean;
}

/** The directory of a zip archive, and its entries when they are asked for. */
export class ZipArchive {
  readonly #source: ByteSource;
  readonly #places: ReadonlyMap<string, Place>;
  /** The last one: tensors of one storage follow one another. */
  #unpacked: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> } | null = null;

  private constructor(source: ByteSource, places: ReadonlyMap<string, Place>) {
    this.#source = source;
    this.#places = places;
  }

  /** @throws WeightsError for a damaged archive, and for one that hides or doubles what it holds */
  static async open(source: ByteSource): Promise<ZipArchive> {
    const places = new Map<string, Place>();
    let zip: ZipFile | null = null;
    try {
      zip = await openZip(source);
      for await (const entry of entriesOf(zip)) {
        if (places.has(entry.fileName)) throw source.corrupt(`it has two entries called ${entry.fileName}`);
        places.set(entry.fileName, placeOf(source, entry));
      }
    } catch (error) {
      if (error instanceof WeightsError) throw error;
      throw source.corrupt(`this is a zip archive that cannot be read (${(error as Error).message})`);
    } finally {
      zip?.close();
    }
    return new ZipArchive(source, places);
  }

  get names(): readonly string[] {
    return [...this.#places.keys()];
  }

  has(name: string): boolean {
    return this.#places.has(name);
  }

  /** Its bytes, stored or compressed. @throws WeightsError */
  region(name: string): Region {
    const place = this.#place(name);
    const source = this.#source;
    if (!place.deflated)
      return {
        length: place.length,
        offset: place.start,
        read: (start, length, allocate) => source.read(place.start + start, length, allocate),
      };
    return {
      length: place.length,
      offset: null,
      read: (start, length) => this.#inflate(name).slice(start, start + length),
    };
  }

  /** An entry that is looked through; whole in memory when it is compressed. */
  source(name: string): ByteSource {
    const place = this.#place(name);
    return place.deflated
      ? new MemorySource(this.#source.file, this.#inflate(name))
      : new PartSource(this.#source, place.start, place.length);
  }

  /** The first bytes of an entry, or more of them; no more than they take is unpacked. */
  head(name: string, length: number): ByteSource {
    const { start, compressed, deflated } = this.#place(name);
    if (!deflated) return this.source(name);
    for (let packed = Math.min(FIRST_BYTES, compressed); ; packed = Math.min(2 * packed, compressed)) {
      const bytes = this.#unpack(name, () =>
        inflateRawSync(this.#source.read(start, packed), { finishFlush: constants.Z_SYNC_FLUSH }),
      );
      if (bytes.length >= length || packed === compressed) return new MemorySource(this.#source.file, bytes);
    }
  }

  text(name: string): string {
    const { length } = this.#place(name);
    return Buffer.from(this.region(name).read(0, Math.min(length, 1024)))
      .toString('utf8')
      .trim();
  }

  #inflate(name: string): Uint8Array<ArrayBuffer> {
    if (this.#unpacked?.name === name) return this.#unpacked.bytes;
    const { start, compressed, length } = this.#place(name);
    this.#unpacked = null;
    const bytes = this.#unpack(name, () => {
      // One chunk with a byte to spare: zlib would join more of them in memory of their own.
      const options = { maxOutputLength: Math.max(length, 1), chunkSize: Math.max(length + 1, 64) };
      const unpacked = inflateRawSync(this.#source.read(start, compressed), options);
      if (unpacked.length !== length) throw new Error(`${unpacked.length} bytes instead of ${length}`);
      return unpacked;
    });
    this.#unpacked = { name, bytes };
    return bytes;
  }

  #unpack(name: string, unpack: () => Buffer): Uint8Array<ArrayBuffer> {
    try {
      const { buffer, byteOffset, length } = unpack();
      return new Uint8Array(buffer as ArrayBuffer, byteOffset, length);
    } catch (error) {
      if (error instanceof WeightsError) throw error;
      throw this.#source.corrupt(`its entry ${name} cannot be unpacked (${(error as Error).message})`);
    }
  }

  #place(name: string): Place {
    const place = this.#places.get(name);
    if (!place) throw this.#source.corrupt(`its entry ${name} is missing`);
    if (place.length > this.#source.size + MAXIMUM_GROWTH)
      throw new WeightsError(
        'unsupported',
        this.#source.file,
        `its entry ${name} would unpack to ${place.length} bytes, far more than the file: a zip bomb. Get the file anew from its official place.`,
      );
    return place;
  }
}

function openZip(source: ByteSource): Promise<ZipFile> {
  const options = { lazyEntries: true, autoClose: false };
  return new Promise((resolve, reject) =>
    fromRandomAccessReader(new SourceReader(source), source.size, options, (error, zip) =>
      error ? reject(error) : resolve(zip),
    ),
  );
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  if (zip.entryCount > MAXIMUM_ENTRIES) throw new Error(`${zip.entryCount} entries`);
  for (let index = 0; index < zip.entryCount; index++) {
    yield await new Promise<Entry>((resolve, reject) => {
      zip.once('entry', resolve);
      zip.once('error', reject);
      zip.readEntry();
    }).finally(() => zip.removeAllListeners());
  }
}

function placeOf(source: ByteSource, entry: Entry): Place {
  const { fileName, compressedSize, uncompressedSize, compressionMethod, relativeOffsetOfLocalHeader: at } = entry;
  if (entry.isEncrypted()) throw source.corrupt(`its entry ${fileName} is encrypted`);
  if (compressionMethod !== 0 && compressionMethod !== 8)
    throw source.corrupt(`its entry ${fileName} is compressed by method ${compressionMethod}`);
  const header = new DataView(source.read(at, 30).buffer);
  if (header.getUint32(0, true) !== 0x04034b50) throw source.corrupt(`its entry ${fileName} has no header`);
  const start = at + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const deflated = compressionMethod === 8;
  if (!deflated && compressedSize !== uncompressedSize) throw source.corrupt(`its entry ${fileName} has two sizes`);
  if (start + compressedSize > source.size) throw source.corrupt(`it is cut short in its entry ${fileName}`);
  return { start, compressed: compressedSize, length: uncompressedSize, deflated };
}

/** yauzl's way to read, over ours. */
class SourceReader extends RandomAccessReader {
  constructor(readonly source: ByteSource) {
    super();
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    let failure: Error | null = null;
    try {
      buffer.set(this.source.view(position, length), offset);
    } catch (error) {
      failure = error as Error;
    }
    // Answered at once, the reader would call itself as deeply as there are entries.
    process.nextTick(callback, failure);
  }

  override close(callback: (error: Error | null) => void): void {
    callback(null);
  }
}
