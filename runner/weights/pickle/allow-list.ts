import { DILL_NAMES } from './dill-names';
import { NUMPY_NAMES } from './numpy-names';
import { PickleDict, type PickleGlobal } from './pickle-value';
import { PYTHON_NAMES } from './python-names';
import { TORCH_NAMES, torchPersistent } from './torch-names';
import type { Constructor, Vocabulary } from './vocabulary';

/** Haiku's parameters, a dict by another name. */
const HAIKU = /^haiku\._src\.data_structures\.(frozendict|FlatMap|FlatMapping)$/;
const haikuDict: Constructor = ([dict]) => (dict instanceof PickleDict ? dict : undefined);

/** BYOL's named tuple, whose names its class knows and the file does not (deepmind-research/byol/byol_experiment.py). */
const BYOL = /(^|\.)byol_experiment\._ByolExperimentState$/;
const BYOL_FIELDS = ['online_params', 'target_params', 'online_state', 'target_state', 'opt_state'];
const byolState: Constructor = (fields) =>
  fields.length === BYOL_FIELDS.length
    ? new PickleDict(fields.map((field, index) => [BYOL_FIELDS[index]!, field]))
    : undefined;

const NAMES: Readonly<Record<string, Constructor>> = {
  ...PYTHON_NAMES,
  ...TORCH_NAMES,
  ...NUMPY_NAMES,
  ...DILL_NAMES,
};

/** All names that may make a value. */
export const ALLOWED: Vocabulary = {
  constructorOf({ path }: PickleGlobal) {
    if (Object.hasOwn(NAMES, path)) return NAMES[path]!;
    if (HAIKU.test(path)) return haikuDict;
    return BYOL.test(path) ? byolState : null;
  },
  persistent: torchPersistent,
};

/** For files in which nothing lies outside of the pickle. */
export const ALLOWED_ALONE: Vocabulary = { ...ALLOWED, persistent: () => null };
