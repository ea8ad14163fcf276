import { outcomeOf } from '../results/experiment-status';
import { makeTable } from '../results/make-table';
import type { Table } from '../results/table';
import { OutcomeReader } from '../runner/store/outcome-reader';
import { StoreFolder } from '../runner/store/store-folder';
import { makePlan } from '../spec/plan';
import type { Spec } from '../spec/spec';

/** The results that lie in the run stores beside specs. Readers are kept, since each reads only what a journal has grown by. */
export class StoreTables {
  readonly #readers = new Map<string, OutcomeReader>();

  /** null while no run has finished or failed. */
  read(specPath: string, spec: Spec): Table | null {
    const store = StoreFolder.beside(specPath);
    const reader = this.#readers.get(store.root) ?? new OutcomeReader(store, outcomeOf);
    this.#readers.set(store.root, reader);
    const plan = makePlan(spec);
    const outcomes = reader.outcomes(plan);
    if (![...outcomes.values()].some(({ state }) => state === 'finished' || state === 'failed')) return null;
    return makeTable(plan, outcomes, spec.statistics);
  }
}
