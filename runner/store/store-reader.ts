import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { parseJournal } from '../../journal/parse-journal';
import { EMPTY_RECORD, foldEvents, type RunRecord } from '../../journal/run-record';
import type { Cell, Plan, PretrainNode, Work } from '../../spec/cell';
import { leaseState } from './lease';
import { type RunState, runState } from './run-state';
import type { StoreFolder } from './store-folder';

export interface WorkStatus<W extends Work = Work> {
  readonly work: W;
  /** `not-applicable`: pre-training set = target set. */
  readonly state: RunState | 'not-applicable';
  readonly record: RunRecord;
}

/** A plan and how far each part of it is. */
export interface Experiment {
  readonly plan: Plan;
  readonly pretraining: readonly WorkStatus<PretrainNode>[];
  readonly cells: readonly WorkStatus<Cell>[];
}

interface ReadSoFar {
  readonly inode: number;
  /** Bytes when it was last looked at. */
  readonly size: number;
  /** Bytes of the whole lines that are in the record. */
  readonly folded: number;
  readonly record: RunRecord;
}

/** Reads the store again and again, each time only what has grown. */
export class StoreReader {
  readonly #store: StoreFolder;
  readonly #journals = new Map<string, ReadSoFar>();

  constructor(store: StoreFolder) {
    this.#store = store;
  }

  experiment(plan: Plan): Experiment {
    return {
      plan,
      pretraining: plan.pretraining.map((work) => this.#status(work)),
      cells: plan.cells.map((work) => this.#status(work)),
    };
  }

  #status<W extends Work>(work: W): WorkStatus<W> {
    if (work.role === 'fine-tune' && work.notApplicable !== null)
      return { work, state: 'not-applicable', record: EMPTY_RECORD };
    const record = this.record(work.id);
    // Most runs of a long experiment are finished; their leases need no look.
    const lease = record.ending?.type === 'finished' ? 'none' : leaseState(this.#store.cell(work.id).lease);
    return { work, record, state: runState(record, lease) };
  }

  /** What the journal of a run says by now; empty where there is none. */
  record(id: string): RunRecord {
    const path = this.#store.cell(id).journal;
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) {
      this.#journals.delete(id);
      return EMPTY_RECORD;
    }
    const known = this.#journals.get(id);
    // A journal only grows; another one in its place begins a record of its own.
    const same = known?.inode === stat.ino && known.size <= stat.size;
    if (same && known.size === stat.size) return known.record;
    const from = same ? known.folded : 0;
    const lines = wholeLines(readFrom(path, from, stat.size - from));
    const record = foldEvents(same ? known.record : EMPTY_RECORD, parseJournal(lines.toString('utf8')).events);
    this.#journals.set(id, { inode: stat.ino, size: stat.size, folded: from + lines.length, record });
    return record;
  }
}

/** Bytes of a file from an offset on; none when it was put aside in between. */
function readFrom(path: string, offset: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
  try {
    return bytes.subarray(0, readSync(file, bytes, 0, length, offset));
  } finally {
    closeSync(file);
  }
}

/** Up to the last line break; what follows is still being written. Cut as bytes, since a character may be torn, too. */
function wholeLines(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.lastIndexOf('\n') + 1);
}
