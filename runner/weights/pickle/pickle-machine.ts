import type { ByteSource } from '../byte-source';
import { WeightsError } from '../weights-error';
import {
  PickleBytes,
  PickleDict,
  PickleGlobal,
  PickleList,
  PickleObject,
  PickleText,
  type PickleThing,
  PickleTuple,
  type PickleValue,
} from './pickle-value';
import { isDangerous, isPythonLibrary } from './python-library';
import { Refusal, type Vocabulary } from './vocabulary';

/**
 * Work that one pickle may ask for: an opcode counts once, a value that it makes once more, what takes memory by what it takes. A
 * ResNet-50 with Adam takes 500,000; a list of half a million file names, twice CheXpert's, 3,000,000. More would take over a second.
 */
const MAXIMUM_WORK = 3_250_000;
const WORK = { text: 1, memo: 1, entry: 8, tuple: 20, list: 26, bytes: 40, dict: 78, object: 156 } as const;
/** Of all texts in a pickle together, in bytes. */
const MAXIMUM_TEXT = 32 * 2 ** 20;
/** Longer bytes stay in the file, and longer text, which no name is. */
const MAXIMUM_BYTES_READ = 1024;
const MAXIMUM_TEXT_READ = 4096;
const MAXIMUM_NAME = 1024;
/** Bytes of a whole number: PyTorch's magic number has ten. */
const MAXIMUM_INTEGER = 256;
const CHUNK = 16384;

const STOP = 0x2e;

export interface Unpickled {
  readonly value: PickleValue;
  /** Position of the first byte after the pickle. */
  readonly end: number;
}

/**
 * Reads one pickle, protocols 0 to 5, without executing any of it: names stay names, and only calls of the vocabulary make values.
 * Instances of unknown classes stay closed boxes; calls of unknown functions are refused.
 *
 * @throws WeightsError: `corrupt` for bytes that are no pickle, `refused` for calls, `unsupported` for more than any checkpoint needs
 */
export function unpickle(source: ByteSource, start: number, vocabulary: Vocabulary): Unpickled {
  return new PickleMachine(source, start, vocabulary).run();
}

class PickleMachine {
  readonly #source: ByteSource;
  readonly #vocabulary: Vocabulary;
  readonly #start: number;
  #position: number;
  readonly #stack: PickleValue[] = [];
  /** Heights of the stack at the marks that are open. */
  readonly #marks: number[] = [];
  /** By their index, which counts up from 0, or 1 in Python 2; others lie in `#farMemo`. */
  readonly #memo: (PickleValue | undefined)[] = [];
  readonly #farMemo = new Map<number, PickleValue>();
  /** Bytes from `#chunkStart`, so that looking at a few costs no reading. */
  #chunk = new DataView(new ArrayBuffer(0));
  #chunkBytes = Buffer.alloc(0);
  #chunkStart = 0;
  #at = 0;
  #work = 0;
  #text = 0;

  constructor(source: ByteSource, start: number, vocabulary: Vocabulary) {
    this.#source = source;
    this.#vocabulary = vocabulary;
    this.#start = start;
    this.#position = start;
  }

  run(): Unpickled {
    for (;;) {
      this.#spend(1);
      const opcode = this.#byte();
      if (opcode === STOP) return { value: this.#pop(), end: this.#position };
      const value = this.#value(opcode);
      if (value === undefined) this.#act(opcode);
      else this.#push(value);
    }
  }

  /** What an opcode puts on the stack; undefined for opcodes that do something else. */
  #value(opcode: number): PickleValue | undefined {
    switch (opcode) {
      case 0x4e: // NONE
        return null;
      case 0x88: // NEWTRUE
        return true;
      case 0x89: // NEWFALSE
        return false;
      case 0x49: // INT
        return this.#textInteger(this.#line(MAXIMUM_INTEGER));
      case 0x4c: // LONG
        return this.#textInteger(this.#line(MAXIMUM_INTEGER).replace(/L$/, ''));
      case 0x4a: // BININT
        return this.#next(4).getInt32(this.#at, true);
      case 0x4b: // BININT1
        return this.#byte();
      case 0x4d: // BININT2
        return this.#next(2).getUint16(this.#at, true);
      case 0x8a: // LONG1
        return this.#binaryInteger(this.#byte());
      case 0x8b: // LONG4
        return this.#binaryInteger(this.#length32());
      case 0x46: // FLOAT
        return this.#textFloat(this.#line(MAXIMUM_INTEGER));
      case 0x47: // BINFLOAT
        return this.#next(8).getFloat64(this.#at, false);
      case 0x53: // STRING
        return this.#quoted(this.#line(MAXIMUM_TEXT));
      case 0x56: // UNICODE
        return unescaped(this.#line(MAXIMUM_TEXT, 'latin1'));
      case 0x54: // BINSTRING
        return this.#bytes(this.#length32(), 'text');
      case 0x55: // SHORT_BINSTRING
        return this.#bytes(this.#byte(), 'text');
      case 0x58: // BINUNICODE
        return this.#unicode(this.#length32());
      case 0x8c: // SHORT_BINUNICODE
        return this.#unicode(this.#byte());
      case 0x8d: // BINUNICODE8
        return this.#unicode(this.#length64());
      case 0x42: // BINBYTES
        return this.#bytes(this.#length32(), 'bytes');
      case 0x43: // SHORT_BINBYTES
        return this.#bytes(this.#byte(), 'bytes');
      case 0x8e: // BINBYTES8
      case 0x96: // BYTEARRAY8
        return this.#bytes(this.#length64(), 'bytes');
      case 0x29: // EMPTY_TUPLE
        return this.#tuple([]);
      case 0x85: // TUPLE1
        return this.#tuple(this.#popMany(1));
      case 0x86: // TUPLE2
        return this.#tuple(this.#popMany(2));
      case 0x87: // TUPLE3
        return this.#tuple(this.#popMany(3));
      case 0x74: // TUPLE
        return this.#tuple(this.#toMark());
      case 0x5d: // EMPTY_LIST
      case 0x8f: // EMPTY_SET
        return this.#list([]);
      case 0x6c: // LIST
      case 0x91: // FROZENSET
        return this.#list(this.#toMark());
      case 0x7d: // EMPTY_DICT
        return this.#dict([]);
      case 0x64: // DICT
        return this.#dict(this.#toMark());
      case 0x63: // GLOBAL
        return this.#global(this.#line(MAXIMUM_NAME), this.#line(MAXIMUM_NAME));
      case 0x93: {
        // STACK_GLOBAL
        const [module, name] = this.#popMany(2);
        if (typeof module !== 'string' || typeof name !== 'string')
          throw this.#corrupt('its pickle names something by what is no text');
        return this.#global(module, name);
      }
      case 0x52: {
        // REDUCE
        const [callee, parameters] = this.#popMany(2);
        return this.#call(callee!, this.#items(parameters!));
      }
      case 0x81: {
        // NEWOBJ
        const [type, parameters] = this.#popMany(2);
        return this.#instance(type!, this.#items(parameters!));
      }
      case 0x92: {
        // NEWOBJ_EX
        const [type, parameters, keywords] = this.#popMany(3);
        return this.#instance(type!, [...this.#items(parameters!), keywords!]);
      }
      case 0x69: {
        // INST
        const type = this.#global(this.#line(MAXIMUM_NAME), this.#line(MAXIMUM_NAME));
        return this.#instance(type, this.#toMark());
      }
      case 0x6f: {
        // OBJ
        const [type, ...parameters] = this.#toMark();
        if (type === undefined) throw this.#corrupt('its pickle makes an object of nothing');
        return this.#instance(type, parameters);
      }
      case 0x50: // PERSID
        return this.#persistent(this.#line(MAXIMUM_NAME));
      case 0x51: // BINPERSID
        return this.#persistent(this.#pop());
      default:
        return undefined;
    }
  }

  #act(opcode: number): void {
    switch (opcode) {
      case 0x80: // PROTO
        if (this.#byte() > 5) throw this.#corrupt('its pickle has a protocol above 5');
        return;
      case 0x95: // FRAME
        this.#length64();
        return;
      case 0x28: // MARK
        this.#marks.push(this.#stack.length);
        return;
      case 0x30: // POP
        this.#pop();
        return;
      case 0x31: // POP_MARK
        this.#toMark();
        return;
      case 0x32: // DUP
        this.#push(this.#top());
        return;
      case 0x97: // NEXT_BUFFER
      case 0x98: // READONLY_BUFFER
        throw this.#corrupt('its pickle leaves bytes to another file');
      case 0x61: {
        // APPEND
        const item = this.#pop();
        this.#append([item]);
        return;
      }
      case 0x65: // APPENDS
      case 0x90: // ADDITEMS
        this.#append(this.#toMark());
        return;
      case 0x73: {
        // SETITEM
        const items = this.#popMany(2);
        this.#setItems(items);
        return;
      }
      case 0x75: // SETITEMS
        this.#setItems(this.#toMark());
        return;
      case 0x67: // GET
        this.#recall(this.#textIndex());
        return;
      case 0x68: // BINGET
        this.#recall(this.#byte());
        return;
      case 0x6a: // LONG_BINGET
        this.#recall(this.#length32());
        return;
      case 0x70: // PUT
        this.#memoize(this.#textIndex());
        return;
      case 0x71: // BINPUT
        this.#memoize(this.#byte());
        return;
      case 0x72: // LONG_BINPUT
        this.#memoize(this.#length32());
        return;
      case 0x94: // MEMOIZE
        this.#memoize(this.#memo.length + this.#farMemo.size);
        return;
      case 0x62: {
        // BUILD
        this.#spend(WORK.object);
        const state = this.#pop();
        const target = this.#top();
        if (!isThing(target) || !target.build(state)) throw this.#corrupt('its pickle gives a state to what has none');
        return;
      }
      case 0x82: // EXT1
      case 0x83: // EXT2
      case 0x84: // EXT4
        throw this.#refused('it uses the extension registry of Python, which only code can fill');
      default:
        throw this.#corrupt(`byte ${this.#position - 1} of its pickle is no opcode`);
    }
  }

  // Names and calls

  #global(module: string, name: string): PickleGlobal {
    if (module.length > MAXIMUM_NAME || name.length > MAXIMUM_NAME)
      throw this.#corrupt('its pickle has an endless name');
    this.#spend(WORK.tuple);
    return new PickleGlobal(module, name);
  }

  #call(callee: PickleValue, parameters: readonly PickleValue[]): PickleValue {
    if (!(callee instanceof PickleGlobal)) throw this.#refused('it calls what another call would return');
    const make = this.#vocabulary.constructorOf(callee);
    return make ? this.#made(callee, make(parameters)) : this.#closed(callee, parameters, isClass(callee));
  }

  /** An instance of a class of Python's own, or of PyTorch's and NumPy's functions, has no place in a checkpoint; of any other it is a closed box. */
  #instance(type: PickleValue, parameters: readonly PickleValue[]): PickleValue {
    if (!(type instanceof PickleGlobal)) throw this.#refused('it makes an object of what another call would return');
    const make = this.#vocabulary.constructorOf(type);
    if (make) return this.#made(type, make(parameters));
    return this.#closed(type, parameters, isClass(type) || !/^(torch|numpy)\b/.test(type.module));
  }

  #closed(type: PickleGlobal, parameters: readonly PickleValue[], isUnknownClass: boolean): PickleObject {
    if (!isUnknownClass || isPythonLibrary(type.module)) throw this.#refusedCall(type);
    this.#spend(WORK.object);
    return new PickleObject(type, parameters);
  }

  #made(global: PickleGlobal, value: PickleValue | undefined | Refusal): PickleValue {
    if (value instanceof Refusal) throw this.#refusedCall(value.global);
    if (value === undefined) throw this.#corrupt(`its pickle calls ${global.path} with what it does not take`);
    this.#spend(workOf(value));
    return value;
  }

  #persistent(id: PickleValue): PickleThing {
    const found = this.#vocabulary.persistent(id);
    if (found === null) throw this.#corrupt('its pickle refers to something outside of it that is no tensor');
    return found;
  }

  #items(value: PickleValue): readonly PickleValue[] {
    if (!(value instanceof PickleTuple)) throw this.#corrupt('its pickle calls something without a tuple of arguments');
    return value.items;
  }

  // Containers

  #tuple(items: readonly PickleValue[]): PickleTuple {
    this.#spend(WORK.tuple);
    return new PickleTuple(items);
  }

  #list(items: readonly PickleValue[]): PickleList {
    this.#spend(WORK.list);
    const list = new PickleList();
    for (const item of items) list.items.push(item);
    return list;
  }

  #dict(items: readonly PickleValue[]): PickleDict {
    this.#spend(WORK.dict);
    return this.#fill(new PickleDict(), items);
  }

  #append(items: readonly PickleValue[]): void {
    const target = this.#top();
    const list = target instanceof PickleObject ? target.list : target;
    if (!(list instanceof PickleList)) throw this.#corrupt('its pickle appends to what is no list');
    for (const item of items) list.items.push(item);
  }

  #setItems(items: readonly PickleValue[]): void {
    const target = this.#top();
    const dict = target instanceof PickleObject ? target.dict : target;
    if (!(dict instanceof PickleDict)) throw this.#corrupt('its pickle sets items of what is no dict');
    this.#fill(dict, items);
  }

  #fill(dict: PickleDict, items: readonly PickleValue[]): PickleDict {
    if (items.length % 2 === 1) throw this.#corrupt('its pickle has a key without a value');
    this.#spend((items.length / 2) * WORK.entry);
    for (let index = 0; index < items.length; index += 2) dict.entries.set(items[index]!, items[index + 1]!);
    return dict;
  }

  // Stack and memo

  #push(value: PickleValue): void {
    this.#spend(1);
    this.#stack.push(value);
  }

  #top(): PickleValue {
    if (this.#stack.length <= (this.#marks.at(-1) ?? 0)) throw this.#corrupt('its pickle takes from an empty stack');
    return this.#stack.at(-1)!;
  }

  #pop(): PickleValue {
    const value = this.#top();
    this.#stack.pop();
    return value;
  }

  #popMany(count: number): PickleValue[] {
    if (this.#stack.length - count < (this.#marks.at(-1) ?? 0))
      throw this.#corrupt('its pickle takes from an empty stack');
    return this.#stack.splice(-count);
  }

  #toMark(): PickleValue[] {
    const mark = this.#marks.pop();
    if (mark === undefined) throw this.#corrupt('its pickle has no mark where one is needed');
    const items = this.#stack.splice(mark);
    this.#spend(items.length);
    return items;
  }

  #memoize(index: number): void {
    this.#spend(WORK.memo);
    if (index === this.#memo.length + 1) this.#memo.push(undefined);
    if (index <= this.#memo.length) {
      this.#memo[index] = this.#top();
      return;
    }
    this.#spend(WORK.entry);
    this.#farMemo.set(index, this.#top());
  }

  #recall(index: number): void {
    const value = this.#memo[index] !== undefined ? this.#memo[index] : this.#farMemo.get(index);
    if (value === undefined) throw this.#corrupt(`its pickle remembers nothing under ${index}`);
    this.#push(value);
  }

  // Bytes

  #byte(): number {
    return this.#next(1).getUint8(this.#at);
  }

  /** The bytes that come next, in `#chunk` from `#at`; goes past them. */
  #next(length: number): DataView {
    this.#at = this.#position - this.#chunkStart;
    if (this.#at + length > this.#chunk.byteLength) {
      const rest = this.#source.size - this.#position;
      this.#chunk = new DataView(this.#source.read(this.#position, Math.max(length, Math.min(CHUNK, rest))).buffer);
      this.#chunkBytes = Buffer.from(this.#chunk.buffer);
      this.#chunkStart = this.#position;
      this.#at = 0;
    }
    this.#position += length;
    return this.#chunk;
  }

  #length32(): number {
    return this.#next(4).getUint32(this.#at, true);
  }

  #length64(): number {
    const length = this.#next(8).getBigUint64(this.#at, true);
    if (length > BigInt(this.#source.size)) throw this.#corrupt('its pickle is cut short');
    return Number(length);
  }

  #unicode(length: number): string | PickleText {
    if (length > MAXIMUM_TEXT_READ) return new PickleText(this.#skip(length), length);
    this.#spendText(length);
    this.#next(length);
    // Python may write lone surrogates, which no name of a tensor has: they become U+FFFD.
    return this.#chunkBytes.toString('utf8', this.#at, this.#at + length);
  }

  /** Python 2 has one kind for texts and bytes: short ones are read as text. */
  #bytes(length: number, short: 'text' | 'bytes'): PickleValue {
    if (length > MAXIMUM_BYTES_READ) return new PickleBytes(this.#skip(length), length);
    const bytes = this.#source.read(this.#position, length);
    this.#position += length;
    this.#spend(WORK.bytes + Math.ceil(length / 10));
    return short === 'bytes' ? bytes : Buffer.from(bytes).toString('latin1');
  }

  /** Goes past so many bytes, and returns where they begin. */
  #skip(length: number): number {
    const start = this.#position;
    this.#source.view(start + length, 0);
    this.#position += length;
    return start;
  }

  /** Up to a line feed, without it. */
  #line(limit: number, encoding: 'utf8' | 'latin1' = 'utf8'): string {
    const pieces: Buffer[] = [];
    for (let length = 0; length <= limit; ) {
      const rest = Math.min(256, this.#source.size - this.#position);
      const piece = Buffer.from(this.#source.view(this.#position, Math.max(rest, 1)));
      const end = piece.indexOf(10);
      pieces.push(end < 0 ? piece : piece.subarray(0, end));
      this.#position += end < 0 ? piece.length : end + 1;
      length += piece.length;
      if (end >= 0) {
        const line = Buffer.concat(pieces).toString(encoding);
        this.#spendText(line.length);
        return line;
      }
    }
    throw this.#corrupt('its pickle has an endless line');
  }

  #quoted(text: string): string {
    if (!/^(['"]).*\1$/s.test(text)) throw this.#corrupt('its pickle has a text without quotes');
    return text.slice(1, -1);
  }

  #textInteger(text: string): PickleValue {
    if (text === '00' || text === '01') return text === '01';
    if (!/^\s*[+-]?\d+\s*$/.test(text)) throw this.#corrupt('its pickle has a whole number that is none');
    return plainInteger(BigInt(text.trim().replace(/^\+/, '')));
  }

  #textFloat(text: string): number {
    const named = { inf: Infinity, '-inf': -Infinity, nan: Number.NaN }[text];
    const value = named ?? Number(text);
    if (named === undefined && (text.trim() === '' || Number.isNaN(value)))
      throw this.#corrupt('its pickle has a number that is none');
    return value;
  }

  #textIndex(): number {
    const index = this.#textInteger(this.#line(MAXIMUM_INTEGER));
    if (typeof index !== 'number' || index < 0) throw this.#corrupt('its pickle remembers under what is no index');
    return index;
  }

  /** Two's complement, little-endian. */
  #binaryInteger(length: number): PickleValue {
    if (length > MAXIMUM_INTEGER) throw this.#tooMuch(`a whole number of ${length} bytes`);
    const bytes = Buffer.from(this.#source.view(this.#position, length)).reverse();
    this.#position += length;
    if (length === 0) return 0;
    return plainInteger(BigInt.asIntN(8 * length, BigInt(`0x${bytes.toString('hex')}`)));
  }

  // Limits and refusals

  #spend(work: number): void {
    this.#work += work;
    if (this.#work > MAXIMUM_WORK) throw this.#tooMuch('more parts than any checkpoint of an encoder');
  }

  #spendText(bytes: number): void {
    this.#spend(WORK.text);
    this.#text += bytes;
    if (this.#text > MAXIMUM_TEXT) throw this.#tooMuch(`more than ${MAXIMUM_TEXT} bytes of text`);
  }

  #corrupt(what: string): WeightsError {
    return this.#source.corrupt(
      this.#position === this.#start + 1 ? `this is no checkpoint, or it is damaged (${what})` : what,
    );
  }

  #tooMuch(what: string): WeightsError {
    const { file } = this.#source;
    return new WeightsError('unsupported', file, `its pickle has ${what}; ${SAVE_ALONE}`);
  }

  #refused(what: string): WeightsError {
    return new WeightsError('refused', this.#source.file, `${what}. Nothing was executed. ${DISTRUST}`);
  }

  #refusedCall(global: PickleGlobal): WeightsError {
    const name = visible(global.path);
    const remedy =
      isDangerous(global.module) || /[^\x20-\x7e]/.test(global.path) ? DISTRUST : `If you trust it, ${SAVE_PART}`;
    const message = `it asks Python to call ${name}, and only tensors and plain containers are read. Nothing was executed. ${remedy}`;
    return new WeightsError('refused', this.#source.file, message);
  }
}

export const SAVE_ALONE = 'save the weights alone with Python: torch.save(model.state_dict(), "weights.pth")';

const SAVE_PART =
  'save the weights alone with Python: torch.save(torch.load("FILE", weights_only=False)["state_dict"], "weights.pth")';

const DISTRUST =
  'Do not open this file with Python; get the weights from their official place, as .safetensors where that is offered.';

/** By Python's custom; anything else that is called is a function. */
function isClass({ path, name }: PickleGlobal): boolean {
  return /^[\x20-\x7e]+$/.test(path) && /^_*[A-Z]\w*$/.test(name.split('.').at(-1)!);
}

function isThing(value: PickleValue): value is PickleThing {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
}

/** What a call made may be as long as what it was given. */
function workOf(value: PickleValue): number {
  if (value instanceof PickleDict) return WORK.dict + value.entries.size * WORK.entry;
  if (value instanceof PickleList) return WORK.list + value.items.length;
  if (value instanceof Uint8Array) return WORK.bytes + Math.ceil(value.length / 2);
  return isThing(value) ? WORK.object : 1;
}

function plainInteger(value: bigint): number | bigint {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

/** Python's raw-unicode-escape. */
function unescaped(line: string): string {
  return line.replace(/\\u([\da-fA-F]{4})|\\U([\da-fA-F]{8})/g, (whole, short?: string, long?: string) => {
    const code = Number.parseInt(short ?? long!, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** Letters that look like others are written as their code. */
function visible(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, (letter) => `\\u{${letter.codePointAt(0)!.toString(16)}}`);
}
