import type { UnreadEntry } from '../container';
import { named, WeightsError } from '../weights-error';
import { NumpyArray } from './numpy-names';
import { PickleDict, PickleList, PickleObject, PickleThing, PickleTuple, type PickleValue } from './pickle-value';
import { PickledTensor, UnreadTensor } from './pickled-tensor';

export interface FoundTensors {
  /** The key whose tensors go by their own names; null where the file is its own state dict. */
  readonly within: string | null;
  readonly tensors: readonly { readonly name: string; readonly tensor: PickledTensor }[];
  readonly unread: readonly UnreadEntry[];
  readonly metadata: Readonly<Record<string, string>>;
}

/** Where the field's checkpoints keep their state dict; the first that is there and holds tensors counts. */
const STATE_DICTS = ['state_dict', 'model', 'model_state_dict', 'resnet', 'teacher'];

/** Names that one file may have. */
const MAXIMUM_TENSORS = 50_000;
const MAXIMUM_DEPTH = 64;
const MAXIMUM_NAME = 4096;
/** Of all names together, which a few bytes of a file may spell out again and again. */
const MAXIMUM_NAMES = 4 * 2 ** 20;
/** Entries that are said not to be read; more of them say no more. */
const MAXIMUM_UNREAD = 1000;
/** Values that are looked at in closed boxes, all together. */
const MAXIMUM_LOOKS = 500_000;

type Child = readonly [key: PickleValue, value: PickleThing];

/**
 * Finds the tensors in what a pickle built, and names them by their keys, joined by dots. Those of the state dict have its names; others
 * (an optimizer's, a queue's) the whole path.
 *
 * @throws WeightsError for whole modules, and where there is no tensor
 */
export function findTensors(file: string, root: PickleValue): FoundTensors {
  const search = new Search(file);
  const within =
    root instanceof PickleDict ? (STATE_DICTS.find((key) => holdsTensors(root.entries.get(key))) ?? null) : null;
  if (within !== null) search.visit((root as PickleDict).entries.get(within)!, '', 0);
  for (const [key, value] of root instanceof PickleDict ? root.entries : [['', root] as const]) {
    if (within === null || key !== within) search.visit(value, root instanceof PickleDict ? keyName(key) : '', 1);
  }
  if (search.tensors.size === 0 || (within === null && search.module !== null)) throw search.nothing();
  const tensors = [...search.tensors].map(([name, tensor]) => ({ name, tensor }));
  const { unread } = search;
  return { within, tensors, unread, metadata: root instanceof PickleDict ? plainEntries(root) : {} };
}

class Search {
  readonly tensors = new Map<string, PickledTensor>();
  readonly unread: UnreadEntry[] = [];
  #looks = 0;
  /** What holds tensors in a container that was looked into: at the other places where it is met, nothing else is looked at. */
  readonly #holding = new Map<PickleThing, readonly Child[]>();
  /** How often a name has come again. */
  readonly #doubles = new Map<string, number>();
  #letters = 0;
  /** Containers that are being looked into. */
  readonly #open = new Set<PickleThing>();
  /** The class of the first whole network that was met. */
  module: string | null = null;

  constructor(readonly file: string) {}

  visit(value: PickleValue, name: string, depth: number): void {
    if (!(value instanceof PickleThing)) return;
    const tensor = value instanceof NumpyArray ? value.tensor : value;
    if (tensor instanceof PickledTensor) {
      this.#found(name, tensor);
      return;
    }
    if (value instanceof UnreadTensor) {
      this.#closed(name, value.what);
      return;
    }
    const children = this.#holding.get(value) ?? childrenOf(value);
    if (children === null) {
      if (value instanceof PickleObject && this.#hidesTensors(value))
        this.#closed(name, `in an object of ${value.type.path}`);
      if (value instanceof PickleObject && value.state instanceof PickleDict && isModule(value.state))
        this.module ??= value.type.path;
      return;
    }
    if (this.#open.has(value)) throw this.#corrupt(`"${name}" contains itself`);
    if (depth > MAXIMUM_DEPTH) throw this.#tooMuch();
    this.#open.add(value);
    const holding: Child[] = [];
    for (const [key, child] of children) {
      // Most of a checkpoint's values are numbers: an optimizer's settings and counters.
      if (!(child instanceof PickleThing)) continue;
      const before = this.tensors.size;
      this.visit(child, name === '' ? keyName(key) : `${name}.${keyName(key)}`, depth + 1);
      if (this.tensors.size > before) holding.push([key, child]);
    }
    this.#holding.set(value, holding);
    this.#open.delete(value);
  }

  nothing(): WeightsError {
    if (this.module !== null) {
      const message = `this is a whole pickled network (${this.module}), which only its own code can open. Where that code is, save the state dict with Python: torch.save(torch.load("FILE", weights_only=False).state_dict(), "weights.pth").`;
      return new WeightsError('whole-module', this.file, message);
    }
    const message =
      this.unread.length > 0
        ? `its tensors are of kinds that are not read (${named(this.unread.map(({ name, what }) => `${name}: ${what}`))}); save them as float32.`
        : 'there is no tensor in it; check that it is a checkpoint.';
    return new WeightsError('no-encoder', this.file, message);
  }

  #found(path: string, tensor: PickledTensor): void {
    this.#letters += path.length;
    if (this.tensors.size >= MAXIMUM_TENSORS || path.length > MAXIMUM_NAME || this.#letters > MAXIMUM_NAMES)
      throw this.#tooMuch();
    let name = path;
    // A dot inside a key may make two paths one name.
    for (let double = this.#doubles.get(path) ?? 1; this.tensors.has(name); double++) {
      name = `${path}'${double === 1 ? '' : double}`;
      this.#doubles.set(path, double + 1);
    }
    this.tensors.set(name, tensor);
  }

  #closed(name: string, what: string): void {
    if (this.unread.length < MAXIMUM_UNREAD && name.length <= MAXIMUM_NAME) this.unread.push({ name, what });
  }

  /** PyTorch's tensors alone: arrays are in states of random numbers, too. */
  #hidesTensors(box: PickleObject): boolean {
    const seen = new Set<PickleValue>([box]);
    for (const value of seen) {
      if (value instanceof PickledTensor || value instanceof UnreadTensor) return true;
      for (const inner of insideOf(value)) {
        if (++this.#looks > MAXIMUM_LOOKS) return false;
        if (inner instanceof PickleThing) seen.add(inner);
      }
    }
    return false;
  }

  #corrupt(what: string): WeightsError {
    return new WeightsError('corrupt', this.file, `${what}; no checkpoint does. Get the file anew.`);
  }

  #tooMuch(): WeightsError {
    const message = `it names more tensors than any checkpoint of an encoder (${MAXIMUM_TENSORS}), by names too long, or nests them without end; save the state dict alone.`;
    return new WeightsError('unsupported', this.file, message);
  }
}

/** Tensors, or dicts of tensors: a configuration may go by the name `model`, too. */
function holdsTensors(value: PickleValue | undefined, depth = 0, without = new Set<PickleDict>()): boolean {
  if (value instanceof PickledTensor || value instanceof NumpyArray) return depth > 0;
  const dict = value instanceof PickleObject ? value.dict : value;
  if (!(dict instanceof PickleDict) || depth >= 2 || without.has(dict)) return false;
  for (const item of dict.entries.values()) if (holdsTensors(item, depth + 1, without)) return true;
  without.add(dict);
  return false;
}

/** Bytes and tuples, which may be long, are no names. */
function keyName(key: PickleValue): string {
  return typeof key === 'object' ? '()' : String(key);
}

/** null where there is nothing to look into: closed boxes stay closed, but for those that are filled like a dict or a list. */
function childrenOf(value: PickleValue): Iterable<readonly [PickleValue, PickleValue]> | null {
  if (value instanceof PickleDict) return value.entries;
  if (value instanceof PickleList || value instanceof PickleTuple) return value.items.entries();
  if (value instanceof PickleObject && value.dict.entries.size > 0) return value.dict.entries;
  return null;
}

/** All that lies in a value, also in a closed box. */
function* insideOf(value: PickleValue): Generator<PickleValue> {
  if (value instanceof PickleDict) yield* value.entries.values();
  else if (value instanceof PickleList || value instanceof PickleTuple) yield* value.items;
  else if (value instanceof PickleObject) yield* [...value.parts, value.state, value.list, value.dict];
}

/** torch.nn.Module keeps its parts in these. */
function isModule(state: PickleDict): boolean {
  return state.entries.has('_parameters') && state.entries.has('_modules');
}

/** Texts and numbers beside the tensors: epoch, arch, best_acc1. */
function plainEntries({ entries }: PickleDict): Record<string, string> {
  const plain = [...entries].filter(
    ([key, value]) => typeof key === 'string' && ['string', 'number', 'boolean', 'bigint'].includes(typeof value),
  );
  return Object.fromEntries(plain.slice(0, 100).map(([key, value]) => [String(key), String(value).slice(0, 200)]));
}
