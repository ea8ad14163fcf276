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
  readonly size: number;
  /** Bytes folded into the record. */
  readonly folded: number;
  readonly inode: number;
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
    return { work, record, state: runState(record, leaseState(this.#store.cell(work.id).lease)) };
  }

  record(id: string): RunRecord {
    const path = this.#store.cell(id).journal;
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) {
      this.#journals.delete(id);
      return EMPTY_RECORD;
    }
    const known = this.#journals.get(id);
    const same = known?.inode === stat.ino && known.size <= stat.size;
    if (same && known.size === stat.size) return known.record;
    const from = same ? known.folded : 0;
    const text = readFrom(path, from, stat.size - from);
    const { events, length } = parseJournal(text);
    const record = foldEvents(same ? known.record : EMPTY_RECORD, events);
    this.#journals.set(id, {
      size: stat.size,
      folded: from + Buffer.byteLength(text.slice(0, length)),
      inode: stat.ino,
      record,
    });
    return record;
  }
}

function readFrom(path: string, offset: number, length: number): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(file, bytes, 0, length, offset)).toString('utf8');
  } finally {
    closeSync(file);
  }
}
