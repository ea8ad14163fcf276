import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { RunFacts } from '../../journal/run-facts';
import type { Cell, Plan } from '../../spec/cell';
import { FolderList } from './folder-list';
import type { RunState } from './run-state';
import type { StoreFolder } from './store-folder';
import { type JournalRead, journalOnDisk, StoreReader, type WorkStatus } from './store-reader';

/** What a table needs of a run. */
export interface RunOutcome {
  readonly cell: Cell;
  readonly state: RunState;
  /** Test score in [0, 1] of a finished run, else null. */
  readonly value: number | null;
  readonly splitHash: string | null;
  /** Why the latest attempt failed, or cannot be trusted; null otherwise. */
  readonly failure: string | null;
  readonly facts?: RunFacts | undefined;
}

/** A finished run, and the journal that says so. */
type Finished = JournalRead & Pick<RunOutcome, 'value' | 'splitHash' | 'facts'>;

/**
 * The outcomes of a plan's cells. Journals of finished runs are read once: what they say is kept in `index.json` of the store, which
 * may be missing, old, damaged or impossible to write at any time, and is then made again from the journals.
 */
export class OutcomeReader {
  readonly #store: StoreFolder;
  readonly #outcomeOf: (status: WorkStatus<Cell>) => RunOutcome;
  readonly #reader: StoreReader;
  readonly #folders: FolderList;
  readonly #finished: Map<string, Finished>;

  /** `outcomeOf`: what counts as the outcome of a run that was read. */
  constructor(store: StoreFolder, outcomeOf: (status: WorkStatus<Cell>) => RunOutcome) {
    this.#store = store;
    this.#outcomeOf = outcomeOf;
    this.#reader = new StoreReader(store);
    this.#folders = new FolderList(store);
    this.#finished = readIndex(store.index);
  }

  /** By id; cells that are not applicable have none. */
  outcomes(plan: Plan): ReadonlyMap<string, RunOutcome> {
    this.#folders.look();
    let added = false;
    const outcomes = new Map<string, RunOutcome>();
    for (const cell of plan.cells) {
      if (cell.notApplicable !== null) continue;
      const known = this.#known(cell);
      outcomes.set(cell.id, known ?? this.#read(cell));
      added ||= known === null && this.#finished.has(cell.id);
    }
    if (added) writeIndex(this.#store.index, this.#finished);
    return outcomes;
  }

  /** null where the run was not finished, or its journal is another one by now. */
  #known(cell: Cell): RunOutcome | null {
    const known = this.#finished.get(cell.id);
    if (known === undefined) return null;
    if (!this.#folders.isSettled(cell.id)) {
      const now = journalOnDisk(this.#store.cell(cell.id).journal);
      if (now?.inode !== known.inode || now.size !== known.size) {
        this.#finished.delete(cell.id);
        return null;
      }
    }
    const { value, splitHash, facts } = known;
    return { cell, state: 'finished', value, splitHash, failure: null, facts };
  }

  #read(cell: Cell): RunOutcome {
    if (!this.#folders.has(cell.id)) return { cell, state: 'waiting', value: null, splitHash: null, failure: null };
    const outcome = this.#outcomeOf(this.#reader.status(cell));
    const journal = this.#reader.journalRead(cell.id);
    // What cannot be trusted is read again each time, so that the reason stays at hand.
    if (outcome.state === 'finished' && outcome.failure === null && journal !== null) {
      const { value, splitHash, facts } = outcome;
      this.#finished.set(cell.id, { ...journal, value, splitHash, facts });
      this.#reader.forget(cell.id);
    }
    return outcome;
  }
}

const FORMAT = 'warmstart-index-3';

function readIndex(file: string): Map<string, Finished> {
  try {
    const index: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof index !== 'object' || index === null || !('format' in index) || index.format !== FORMAT)
      return new Map();
    if (!('runs' in index) || typeof index.runs !== 'object' || index.runs === null) return new Map();
    return new Map(Object.entries(index.runs).filter((entry): entry is [string, Finished] => isFinished(entry[1])));
  } catch {
    return new Map();
  }
}

function isFinished(entry: unknown): entry is Finished {
  if (typeof entry !== 'object' || entry === null) return false;
  const { inode, size, value, splitHash, facts } = entry as Record<string, unknown>;
  return (
    typeof inode === 'number' &&
    typeof size === 'number' &&
    (value === null || typeof value === 'number') &&
    (splitHash === null || typeof splitHash === 'string') &&
    typeof facts === 'object' &&
    facts !== null
  );
}

/** Two processes may write at once: each writes a whole file, and what one of them leaves out is read from its journal again. */
function writeIndex(file: string, finished: ReadonlyMap<string, Finished>): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, JSON.stringify({ format: FORMAT, runs: Object.fromEntries(finished) }));
    renameSync(temporary, file);
  } catch {
    // A store that can only be read is read without an index.
  }
}
