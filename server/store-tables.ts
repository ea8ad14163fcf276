import type { CellOutcome } from '../results/cell-outcome';
import { makeTable } from '../results/make-table';
import type { Table } from '../results/table';
import { StoreFolder } from '../runner/store/store-folder';
import { StoreReader, type WorkStatus } from '../runner/store/store-reader';
import type { Cell } from '../spec/cell';
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
    const plan = makePlan(spec);
    const outcomes = reader.experiment(plan).cells.flatMap((status) => outcomeOf(status) ?? []);
    if (!outcomes.some(({ state }) => state === 'finished' || state === 'failed')) return null;
    return makeTable(plan, new Map(outcomes.map((outcome) => [outcome.cell.id, outcome])), spec.statistics);
  }
}

function outcomeOf({ work, state, record }: WorkStatus<Cell>): CellOutcome | null {
  if (state === 'not-applicable') return null;
  return {
    cell: work,
    state,
    value: state === 'finished' ? (record.result?.value ?? null) : null,
    splitHash: record.data?.splitHash ?? null,
    failure: record.ending?.type === 'failed' ? record.ending.message : null,
  };
}
