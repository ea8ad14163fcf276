import { tableOfExperiment } from '../results/experiment-status';
import type { Table } from '../results/table';
import { StoreFolder } from '../runner/store/store-folder';
import { StoreReader } from '../runner/store/store-reader';
import { makePlan } from '../spec/plan';
import type { Spec } from '../spec/spec';

/** The results that lie in the run stores beside specs. Readers are kept, since each reads only what a journal has grown by. */
export class StoreTables {
  readonly #readers = new Map<string, StoreReader>();

  /** null while no run has finished or failed. */
  read(specPath: string, spec: Spec): Table | null {
    const store = StoreFolder.beside(specPath);
    const reader = this.#readers.get(store.root) ?? new StoreReader(store);
    this.#readers.set(store.root, reader);
    const experiment = reader.experiment(makePlan(spec));
    if (!experiment.cells.some(({ state }) => state === 'finished' || state === 'failed')) return null;
    return tableOfExperiment(experiment, spec.statistics);
  }
}
