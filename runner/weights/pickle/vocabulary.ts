import type { PickleGlobal, PickleThing, PickleValue } from './pickle-value';

/** What a constructor answers where it would have to call a name that is not on the list. */
export class Refusal {
  constructor(readonly global: PickleGlobal) {}
}

/** Makes a value of a call's arguments; undefined where they are not as they must be. */
export type Constructor = (parameters: readonly PickleValue[]) => PickleValue | undefined | Refusal;

/** What the names in a pickle mean: the allow-list. A name that is not on it is never called. */
export interface Vocabulary {
  /** What `module.name` makes when it is called; null when it is not on the list. */
  constructorOf(global: PickleGlobal): Constructor | null;
  /** What a persistent id stands for: PyTorch's storages. Null when it stands for nothing. */
  persistent(id: PickleValue): PickleThing | null;
}
