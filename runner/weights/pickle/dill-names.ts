import { madeArray } from './numpy-names';
import { PickleGlobal, PickleThing, PickleTuple, type PickleValue } from './pickle-value';
import { type Constructor, Refusal } from './vocabulary';

/** What dill writes for functions of modules in C, and the names that they have on the list. Nothing else is imported. */
const FUNCTIONS: Readonly<Record<string, Readonly<Record<string, PickleGlobal>>>> = {
  _codecs: { encode: new PickleGlobal('_codecs', 'encode') },
  'numpy.core._multiarray_umath': arrays('numpy.core.multiarray'),
  'numpy._core._multiarray_umath': arrays('numpy._core.multiarray'),
  'numpy.core.multiarray': arrays('numpy.core.multiarray'),
  'numpy._core.multiarray': arrays('numpy._core.multiarray'),
};

function arrays(module: string): Readonly<Record<string, PickleGlobal>> {
  return { _reconstruct: new PickleGlobal(module, '_reconstruct'), scalar: new PickleGlobal(module, 'scalar') };
}

/** A module of `FUNCTIONS`, by name only. */
class NamedModule extends PickleThing {
  constructor(readonly name: string) {
    super();
  }
}

const importModule: Constructor = ([name]) => {
  if (typeof name !== 'string') return undefined;
  return Object.hasOwn(FUNCTIONS, name) ? new NamedModule(name) : new Refusal(new PickleGlobal(name, '__import__'));
};

const attribute: Constructor = ([module, name]) => {
  if (!(module instanceof NamedModule) || typeof name !== 'string') return undefined;
  const functions = FUNCTIONS[module.name]!;
  return Object.hasOwn(functions, name) ? functions[name]! : new Refusal(new PickleGlobal(module.name, name));
};

/** (name, fields, module): the class by its name, as other pickles name it. */
const namedTuple: Constructor = ([name, fields, module]) =>
  isText(name) && isText(module) && fields instanceof PickleTuple ? new PickleGlobal(module, name) : undefined;

function isText(value: PickleValue | undefined): value is string {
  return typeof value === 'string';
}

/** dill (`dill/_dill.py`), which deepmind-research's byol/utils/checkpointing.py writes with. */
export const DILL_NAMES: Readonly<Record<string, Constructor>> = {
  'dill._dill._import_module': importModule,
  'dill._dill._get_attr': attribute,
  'dill._dill._create_array': madeArray,
  'dill._dill._create_namedtuple': namedTuple,
};
