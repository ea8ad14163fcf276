import {
  PickleDict,
  PickleGlobal,
  PickleList,
  PickleObject,
  PickleText,
  PickleTuple,
  type PickleValue,
} from './pickle-value';
import { isPythonLibrary } from './python-library';
import { type Constructor, Refusal } from './vocabulary';

/** A dict of pairs, as Python 2 wrote an OrderedDict, of another dict, or empty. */
const dict: Constructor = ([first]) => {
  if (first instanceof PickleDict) return new PickleDict(first.entries);
  const pairs = first instanceof PickleList ? first.items : [];
  const entries: [PickleValue, PickleValue][] = [];
  for (const pair of pairs) {
    if (!(pair instanceof PickleList || pair instanceof PickleTuple) || pair.items.length !== 2) return undefined;
    entries.push([pair.items[0]!, pair.items[1]!]);
  }
  return new PickleDict(entries);
};

const list: Constructor = ([items]) => {
  const made = new PickleList();
  if (items instanceof PickleList || items instanceof PickleTuple)
    for (const item of items.items) made.items.push(item);
  return made;
};

/** Protocol 2 writes bytes as text. */
const encode: Constructor = ([text, encoding]) => {
  if (encoding !== 'latin1' && encoding !== 'latin-1') return undefined;
  if (text instanceof PickleText) return text;
  return typeof text === 'string' ? new Uint8Array(Buffer.from(text, 'latin1')) : undefined;
};

/** Settings that training scripts leave in a checkpoint: kept closed. */
export function box(path: string): [string, Constructor] {
  const type = globalAt(path);
  return [path, (parameters) => new PickleObject(type, parameters)];
}

/** A call that is harmless with what training scripts give it, and is refused with anything else. */
function boxIf(path: string, harmless: Constructor): [string, Constructor] {
  const [, close] = box(path);
  const refusal = new Refusal(globalAt(path));
  return [path, (parameters) => (harmless(parameters) === true ? close(parameters) : refusal)];
}

function globalAt(path: string): PickleGlobal {
  const dot = path.lastIndexOf('.');
  return new PickleGlobal(path.slice(0, dot), path.slice(dot + 1));
}

/** `type(None)` and `typing.Union[...]`, in annotations. */
const ofNone: Constructor = ([value, ...rest]) => value === null && rest.length === 0;
const ofTyping: Constructor = ([value]) => value instanceof PickleGlobal && value.module === 'typing';
const ofClass: Constructor = ([value]) =>
  value instanceof PickleGlobal && !isPythonLibrary(value.module) && /^[A-Z]/.test(value.name);

export const PYTHON_NAMES: Readonly<Record<string, Constructor>> = {
  'collections.OrderedDict': dict,
  'collections.defaultdict': () => new PickleDict(),
  'collections.Counter': dict,
  'builtins.dict': dict,
  '__builtin__.dict': dict,
  'builtins.list': list,
  '__builtin__.list': list,
  'builtins.set': list,
  '__builtin__.set': list,
  'builtins.frozenset': list,
  '__builtin__.frozenset': list,
  '_codecs.encode': encode,
  ...Object.fromEntries(
    [
      'argparse.Namespace',
      'types.SimpleNamespace',
      'pathlib.PosixPath',
      'pathlib.WindowsPath',
      'pathlib.PurePosixPath',
      'pathlib.PureWindowsPath',
      'pathlib._local.PosixPath',
      'pathlib._local.WindowsPath',
      'datetime.datetime',
      'datetime.date',
      'datetime.timedelta',
      'builtins.complex',
      '__builtin__.complex',
      'builtins.slice',
      '__builtin__.slice',
      'builtins.range',
      '__builtin__.xrange',
      'builtins.bytearray',
      '__builtin__.bytearray',
      'collections.deque',
      'datetime.time',
      'datetime.timezone',
      'random.Random',
      'decimal.Decimal',
      'fractions.Fraction',
      're._compile',
      'uuid.UUID',
      'uuid.SafeUUID',
    ].map(box),
  ),
  ...Object.fromEntries([
    boxIf('builtins.type', ofNone),
    boxIf('__builtin__.type', ofNone),
    boxIf('_operator.getitem', ofTyping),
    boxIf('operator.getitem', ofTyping),
    boxIf('functools.partial', ofClass),
  ]),
};
