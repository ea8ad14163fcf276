import type { ByteSource } from '../byte-source';
import { WeightsError } from '../weights-error';
import {
  PickleBytes,
  PickleDict,
  PickleGlobal,
  PickleList,
  PickleObject,
  type PickleThing,
  PickleTuple,
  type PickleValue,
} from './pickle-value';
import { isPythonLibrary } from './python-library';
import type { Vocabulary } from './vocabulary';

/** Work that one pickle may ask for: an opcode counts once, what takes memory more. A ResNet-50 with Adam takes 100,000. */
const MAXIMUM_WORK = 1_000_000;
const WORK = { tuple: 3, list: 4, memo: 2, object: 24, dict: 12 } as const;
/** Of all texts in a pickle together, in bytes. */
const MAXIMUM_TEXT = 32 * 2 ** 20;
/** Longer bytes stay in the file. */
const MAXIMUM_BYTES_READ = 1024;
const MAXIMUM_NAME = 1024;
/** Bytes of a whole number: PyTorch's magic number has ten. */
const MAXIMUM_INTEGER = 256;

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
  readonly #memo = new Map<number, PickleValue>();
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
      const opcode = String.fromCharCode(this.#byte());
      if (opcode === '.') return { value: this.#pop(), end: this.#position };
      const value = this.#value(opcode);
      if (value === undefined) this.#act(opcode);
      else this.#push(value);
    }
  }

  /** What an opcode puts on the stack; undefined for opcodes that do something else. */
  #value(opcode: string): PickleValue | undefined {
    switch (opcode) {
      case 'N':
        return null;
      case '\x88':
        return true;
      case '\x89':
        return false;
      case 'I':
        return this.#textInteger(this.#line(MAXIMUM_INTEGER));
      case 'L':
        return this.#textInteger(this.#line(MAXIMUM_INTEGER).replace(/L$/, ''));
      case 'J':
        return this.#view(4).getInt32(0, true);
      case 'K':
        return this.#byte();
      case 'M':
        return this.#view(2).getUint16(0, true);
      case '\x8a':
        return this.#binaryInteger(this.#byte());
      case '\x8b':
        return this.#binaryInteger(this.#length32());
      case 'F':
        return this.#textFloat(this.#line(MAXIMUM_INTEGER));
      case 'G':
        return this.#view(8).getFloat64(0, false);
      case 'S':
        return this.#quoted(this.#line(MAXIMUM_TEXT));
      case 'V':
        return this.#line(MAXIMUM_TEXT);
      case 'T':
        return this.#bytes(this.#length32(), 'text');
      case 'U':
        return this.#bytes(this.#byte(), 'text');
      case 'X':
        return this.#unicode(this.#length32());
      case '\x8c':
        return this.#unicode(this.#byte());
      case '\x8d':
        return this.#unicode(this.#length64());
      case 'B':
        return this.#bytes(this.#length32(), 'bytes');
      case 'C':
        return this.#bytes(this.#byte(), 'bytes');
      case '\x8e':
      case '\x96':
        return this.#bytes(this.#length64(), 'bytes');
      case ')':
        return this.#tuple([]);
      case '\x85':
        return this.#tuple(this.#popMany(1));
      case '\x86':
        return this.#tuple(this.#popMany(2));
      case '\x87':
        return this.#tuple(this.#popMany(3));
      case 't':
        return this.#tuple(this.#toMark());
      case ']':
      case '\x8f':
        return this.#list([]);
      case 'l':
      case '\x91':
        return this.#list(this.#toMark());
      case '}':
        return this.#dict([]);
      case 'd':
        return this.#dict(this.#toMark());
      case 'c':
        return this.#global(this.#line(MAXIMUM_NAME), this.#line(MAXIMUM_NAME));
      case '\x93': {
        const [module, name] = this.#popMany(2);
        if (typeof module !== 'string' || typeof name !== 'string')
          throw this.#corrupt('its pickle names something by what is no text');
        return this.#global(module, name);
      }
      case 'R': {
        const [callee, parameters] = this.#popMany(2);
        return this.#call(callee!, this.#items(parameters!));
      }
      case '\x81': {
        const [type, parameters] = this.#popMany(2);
        return this.#instance(type!, this.#items(parameters!));
      }
      case '\x92': {
        const [type, parameters, keywords] = this.#popMany(3);
        return this.#instance(type!, [...this.#items(parameters!), keywords!]);
      }
      case 'i': {
        const type = this.#global(this.#line(MAXIMUM_NAME), this.#line(MAXIMUM_NAME));
        return this.#instance(type, this.#toMark());
      }
      case 'o': {
        const [type, ...parameters] = this.#toMark();
        if (type === undefined) throw this.#corrupt('its pickle makes an object of nothing');
        return this.#instance(type, parameters);
      }
      case 'P':
        return this.#persistent(this.#line(MAXIMUM_NAME));
      case 'Q':
        return this.#persistent(this.#pop());
      default:
        return undefined;
    }
  }

  #act(opcode: string): void {
    switch (opcode) {
      case '\x80': // PROTO
        if (this.#byte() > 5) throw this.#corrupt('its pickle has a protocol above 5');
        return;
      case '\x95': // FRAME
        this.#length64();
        return;
      case '(':
        this.#marks.push(this.#stack.length);
        return;
      case '0':
        this.#pop();
        return;
      case '1':
        this.#toMark();
        return;
      case '2':
        this.#push(this.#top());
        return;
      case '\x97':
      case '\x98':
        throw this.#corrupt('its pickle leaves bytes to another file');
      case 'a': {
        const item = this.#pop();
        this.#append([item]);
        return;
      }
      case 'e':
      case '\x90':
        this.#append(this.#toMark());
        return;
      case 's': {
        const items = this.#popMany(2);
        this.#setItems(items);
        return;
      }
      case 'u':
        this.#setItems(this.#toMark());
        return;
      case 'g':
        this.#recall(this.#textIndex());
        return;
      case 'h':
        this.#recall(this.#byte());
        return;
      case 'j':
        this.#recall(this.#length32());
        return;
      case 'p':
        this.#memoize(this.#textIndex());
        return;
      case 'q':
        this.#memoize(this.#byte());
        return;
      case 'r':
        this.#memoize(this.#length32());
        return;
      case '\x94':
        this.#memoize(this.#memo.size);
        return;
      case 'b': {
        const state = this.#pop();
        const target = this.#top();
        if (!isThing(target) || !target.build(state)) throw this.#corrupt('its pickle gives a state to what has none');
        return;
      }
      case '\x82':
      case '\x83':
      case '\x84':
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
    if (!make) throw this.#refusedCall(callee);
    return this.#made(callee, make(parameters));
  }

  /** An instance of a class of Python's own, or of PyTorch's and NumPy's functions, has no place in a checkpoint; of any other it is a closed box. */
  #instance(type: PickleValue, parameters: readonly PickleValue[]): PickleValue {
    if (!(type instanceof PickleGlobal)) throw this.#refused('it makes an object of what another call would return');
    const make = this.#vocabulary.constructorOf(type);
    if (make) return this.#made(type, make(parameters));
    if (isPythonLibrary(type.module) || !/^_*[A-Z]\w*$/.test(type.name.split('.').at(-1)!))
      throw this.#refusedCall(type);
    this.#spend(WORK.object);
    return new PickleObject(type, parameters);
  }

  #made(global: PickleGlobal, value: PickleValue | undefined): PickleValue {
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
    this.#spend(items.length);
    for (let index = 0; index < items.length; index += 2) dict.entries.set(items[index]!, items[index + 1]!);
    return dict;
  }

  // Stack and memo

  #push(value: PickleValue): void {
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
    this.#memo.set(index, this.#top());
  }

  #recall(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw this.#corrupt(`its pickle remembers nothing under ${index}`);
    this.#push(value);
  }

  // Bytes

  #byte(): number {
    const value = this.#source.view(this.#position, 1)[0]!;
    this.#position++;
    return value;
  }

  #view(length: number): DataView {
    const bytes = this.#source.view(this.#position, length);
    this.#position += length;
    return new DataView(bytes.buffer, bytes.byteOffset, length);
  }

  #length32(): number {
    return this.#view(4).getUint32(0, true);
  }

  #length64(): number {
    const length = this.#view(8).getBigUint64(0, true);
    if (length > BigInt(this.#source.size)) throw this.#corrupt('its pickle is cut short');
    return Number(length);
  }

  #unicode(length: number): string {
    this.#spendText(length);
    const bytes = this.#source.view(this.#position, length);
    this.#position += length;
    // Python may write lone surrogates, which no name of a tensor has: they become U+FFFD.
    return Buffer.from(bytes.buffer, bytes.byteOffset, length).toString('utf8');
  }

  /** Python 2 has one kind for texts and bytes: short ones are read as text. */
  #bytes(length: number, short: 'text' | 'bytes'): PickleValue {
    const position = this.#position;
    if (length > MAXIMUM_BYTES_READ) {
      this.#source.view(position + length, 0);
      this.#position += length;
      return new PickleBytes(position, length);
    }
    const bytes = this.#source.read(position, length);
    this.#position += length;
    this.#spend(Math.ceil(length / 64));
    return short === 'bytes' ? bytes : Buffer.from(bytes).toString('latin1');
  }

  /** Up to a line feed, without it. */
  #line(limit: number): string {
    const pieces: Buffer[] = [];
    for (let length = 0; length <= limit; ) {
      const rest = Math.min(256, this.#source.size - this.#position);
      const piece = Buffer.from(this.#source.view(this.#position, Math.max(rest, 1)));
      const end = piece.indexOf(10);
      pieces.push(end < 0 ? piece : piece.subarray(0, end));
      this.#position += end < 0 ? piece.length : end + 1;
      length += piece.length;
      if (end >= 0) {
        const line = Buffer.concat(pieces).toString('utf8');
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
      isPythonLibrary(global.module) || /[^\x20-\x7e]/.test(global.path) ? DISTRUST : `If you trust it, ${SAVE_ALONE}`;
    const message = `it asks Python to call ${name}, and only tensors and plain containers are read. Nothing was executed. ${remedy}`;
    return new WeightsError('refused', this.#source.file, message);
  }
}

export const SAVE_ALONE = 'save the weights alone with Python: torch.save(model.state_dict(), "weights.pth")';

const DISTRUST =
  'Do not open this file with Python; get the weights from their official place, as .safetensors where that is offered.';

function isThing(value: PickleValue): value is PickleThing {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
}

/** What a call made may be as long as what it was given. */
function workOf(value: PickleValue): number {
  if (value instanceof PickleDict) return WORK.dict + value.entries.size;
  if (value instanceof PickleList) return WORK.list + value.items.length;
  if (value instanceof Uint8Array) return 1 + Math.ceil(value.length / 16);
  return isThing(value) ? WORK.object : 1;
}

function plainInteger(value: bigint): number | bigint {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

/** Letters that look like others are written as their code. */
function visible(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, (letter) => `\\u{${letter.codePointAt(0)!.toString(16)}}`);
}
