import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { parseJournal } from '../../journal/parse-journal';
import { EMPTY_RECORD, foldEvents, type RunRecord } from '../../journal/run-record';
import type { Cell, Plan, PretrainNode, Work } from '../../spec/cell';
import { FolderList } from './folder-list';
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

/** Which journal it is: one only grows, so that another of the same size in the same place is none. */
export interface JournalRead {
  readonly inode: number;
  /** Bytes when it was last looked at. */
  readonly size: number;
}

interface ReadSoFar extends JournalRead {
  /** Bytes of the whole lines that are in the record. */
  readonly folded: number;
  readonly record: RunRecord;
}

/** Reads the store again and again, each time only what has grown. */
export class StoreReader {
  readonly #store: StoreFolder;
  readonly #folders: FolderList;
  readonly #journals = new Map<string, ReadSoFar>();

  constructor(store: StoreFolder) {
    this.#store = store;
    this.#folders = new FolderList(store);
  }

  experiment(plan: Plan): Experiment {
    this.#folders.look();
    return {
      plan,
      pretraining: plan.pretraining.map((work) => this.#statusInList(work)),
      cells: plan.cells.map((work) => this.#statusInList(work)),
    };
  }

  /** Without a look at the disk for what was finished before, and for what was never begun. */
  #statusInList<W extends Work>(work: W): WorkStatus<W> {
    const known = this.#journals.get(work.id)?.record;
    if (known?.ending?.type === 'finished' && this.#folders.isSettled(work.id))
      return { work, state: 'finished', record: known };
    if (known === undefined && !this.#folders.has(work.id) && !isNotApplicable(work))
      return { work, state: 'waiting', record: EMPTY_RECORD };
    return this.status(work);
  }

  status<W extends Work>(work: W): WorkStatus<W> {
    if (isNotApplicable(work)) return { work, state: 'not-applicable', record: EMPTY_RECORD };
    const record = this.record(work.id);
    // Most runs of a long experiment are finished; their leases need no look.
    const lease = record.ending?.type === 'finished' ? 'none' : leaseState(this.#store.cell(work.id).lease);
    return { work, record, state: runState(record, lease) };
  }

  /** The journal behind the record last given of a run; null where there is none. */
  journalRead(id: string): JournalRead | null {
    const known = this.#journals.get(id);
    return known === undefined ? null : { inode: known.inode, size: known.size };
  }

  /** Frees what is kept of a run. */
  forget(id: string): void {
    this.#journals.delete(id);
  }

  /** What the journal of a run says by now; empty where there is none. */
  record(id: string): RunRecord {
    const path = this.#store.cell(id).journal;
    const now = journalOnDisk(path);
    if (!now) {
      this.#journals.delete(id);
      return EMPTY_RECORD;
    }
    const known = this.#journals.get(id);
    // A journal only grows; another one in its place begins a record of its own.
    const same = known?.inode === now.inode && known.size <= now.size;
    if (same && known.size === now.size) return known.record;
    const from = same ? known.folded : 0;
    const lines = wholeLines(readFrom(path, from, now.size - from));
    const record = foldEvents(same ? known.record : EMPTY_RECORD, parseJournal(lines.toString('utf8')).events);
    this.#journals.set(id, { ...now, folded: from + lines.length, record });
    return record;
  }
}

export function journalOnDisk(path: string): JournalRead | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? null : { inode: stat.ino, size: stat.size };
}

function isNotApplicable(work: Work): boolean {
  return work.role === 'fine-tune' && work.notApplicable !== null;
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
