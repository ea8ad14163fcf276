import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { WeightsError } from './weights-error';

/** Gives memory for so many bytes, which may be part of more; they begin at a multiple of 16. */
export type Allocate = (length: number) => Uint8Array<ArrayBuffer>;

const ownMemory: Allocate = (length) => new Uint8Array(length);

/** Blocks of memory from `LARGE` on begin 16 bytes after a page's start, and TensorFlow copies what does not begin at a multiple of 64. */
const LEAD = 48;

/** Bytes from which on glibc always takes pages of their own (M_MMAP_THRESHOLD); those that nobody writes to cost nothing. */
const LARGE = 2 ** 25;

/** The same memory again and again, for one thing after the other: each is overwritten by the next. */
export function reusedMemory(): Allocate {
  let memory = ownMemory(0);
  return (length) => {
    if (memory.length < LEAD + length) memory = ownMemory(Math.max(LEAD + length, LARGE));
    return memory.subarray(LEAD, LEAD + length);
  };
}

/** Bytes that are read piece by piece: a file, or memory. Every read is checked against the size before memory is taken for it. */
export abstract class ByteSource {
  /**
   * @param file what error messages call it
   * @param start of its first byte in the file; null where it is not a part of it as it is
   */
  constructor(
    readonly file: string,
    readonly size: number,
    readonly start: number | null,
  ) {}

  /** Bytes in memory of their own, or in what `allocate` gives. @throws WeightsError beyond the end */
  abstract read(position: number, length: number, allocate?: Allocate): Uint8Array<ArrayBuffer>;

  /** Bytes that stay as they are only until the next call: for looking at small pieces, one after the other. @throws WeightsError beyond the end */
  abstract view(position: number, length: number): Uint8Array<ArrayBuffer>;

  corrupt(what: string): WeightsError {
    return new WeightsError('corrupt', this.file, `${what}; copy or download the file anew.`);
  }

  protected check(position: number, length: number): void {
    if (!Number.isSafeInteger(position) || !Number.isSafeInteger(length) || position < 0 || length < 0)
      throw this.corrupt(`it points to ${length} bytes at ${position}`);
    if (position + length > this.size)
      throw this.corrupt(`it is cut short: ${length} bytes at ${position} are needed, and there are ${this.size}`);
  }
}

/** Bytes of a window around the last place looked at, so that many small looks are one read. */
const WINDOW = 65536;

/** An open file. @throws WeightsError when it cannot be opened */
export class FileSource extends ByteSource {
  readonly #descriptor: number;
  readonly #window = new Uint8Array(WINDOW);
  #windowStart = 0;
  #windowLength = 0;

  constructor(file: string) {
    const [descriptor, size] = open(file);
    super(file, size, 0);
    this.#descriptor = descriptor;
  }

  read(position: number, length: number, allocate = ownMemory): Uint8Array<ArrayBuffer> {
    this.check(position, length);
    const bytes = allocate(length);
    this.#fill(bytes, position);
    return bytes;
  }

  view(position: number, length: number): Uint8Array<ArrayBuffer> {
    if (length > WINDOW) return this.read(position, length);
    this.check(position, length);
    const inWindow = position >= this.#windowStart && position + length <= this.#windowStart + this.#windowLength;
    if (!inWindow) {
      this.#windowStart = position;
      this.#windowLength = 0;
      const wanted = Math.min(WINDOW, this.size - position);
      this.#fill(this.#window.subarray(0, wanted), position);
      this.#windowLength = wanted;
    }
    const start = position - this.#windowStart;
    return this.#window.subarray(start, start + length);
  }

  #fill(bytes: Uint8Array, position: number): void {
    for (let done = 0; done < bytes.length; ) {
      const read = readSync(this.#descriptor, bytes, done, bytes.length - done, position + done);
      if (read === 0) throw this.corrupt('it became shorter while it was read');
      done += read;
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

function open(file: string): [number, number] {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new WeightsError('not-found', file, 'there is no such file; check the path.');
    throw new WeightsError('unreadable', file, `it cannot be opened (${code}); check that it may be read.`);
  }
  const found = fstatSync(descriptor);
  if (found.isFile()) return [descriptor, found.size];
  closeSync(descriptor);
  throw new WeightsError(
    'unreadable',
    file,
    found.isDirectory() ? 'this is a folder, not a file; name the file in it.' : 'this is no regular file.',
  );
}

export class MemorySource extends ByteSource {
  constructor(
    file: string,
    readonly bytes: Uint8Array<ArrayBuffer>,
  ) {
    super(file, bytes.length, null);
  }

  read(position: number, length: number, allocate = ownMemory): Uint8Array<ArrayBuffer> {
    const found = this.view(position, length);
    const bytes = allocate(length);
    bytes.set(found);
    return bytes;
  }

  view(position: number, length: number): Uint8Array<ArrayBuffer> {
    this.check(position, length);
    return this.bytes.subarray(position, position + length);
  }
}

/** A part of a source. */
export class PartSource extends ByteSource {
  readonly #source: ByteSource;
  readonly #start: number;

  constructor(source: ByteSource, start: number, size: number) {
    super(source.file, size, source.start === null ? null : source.start + start);
    this.#source = source;
    this.#start = start;
  }

  override read(position: number, length: number, allocate?: Allocate): Uint8Array<ArrayBuffer> {
    this.check(position, length);
    return this.#source.read(this.#start + position, length, allocate);
  }

  override view(position: number, length: number): Uint8Array<ArrayBuffer> {
    this.check(position, length);
    return this.#source.view(this.#start + position, length);
  }
}
