/** Works through a plan: claims what is free, trains it, and goes on past what fails. */
import { setTimeout as delay } from 'node:timers/promises';
import type { RuntimeHeader } from '../journal/event';
import type { RunRecord } from '../journal/run-record';
import type { Cell, Plan, Work } from '../spec/cell';
import { DataCache } from './data-cache';
import type { Engine } from './engines/engine';
import { BatchFeed } from './feeding/batch-feed';
import { DataThreads } from './feeding/data-threads';
import type { Preparing } from './preparing';
import { runWork } from './run-work';
import { Lease } from './store/lease';
import { putAside } from './store/put-aside';
import { asStoreError } from './store/store-error';
import type { StoreFolder } from './store/store-folder';
import { StoreReader } from './store/store-reader';
import { LearnerPool } from './training/learner-pool';

export interface PlanRun {
  readonly plan: Plan;
  readonly store: StoreFolder;
  readonly engine: Engine;
  readonly header: RuntimeHeader;
  /** Cells of the plan to run; the pre-training they start from comes along. */
  readonly cells: readonly Cell[];
  /** Put results of these runs from before `since` aside and train again. */
  readonly fresh: boolean;
  /** When the work was asked for, ISO 8601. What failed before is tried again. */
  readonly since: string;
  /** Looked at between steps; its reason is thrown. */
  readonly stop: AbortSignal;
  /** Milliseconds between checkpoints of a run, at least; they are written at the end of an epoch. */
  readonly checkpointEvery: number;
  /** Told how far the images are that are prepared before anything trains; null once they are. */
  readonly preparing?: (now: Preparing | null) => void;
  /** Threads that prepare data; as many as the machine has processors, unless given. No result depends on it. */
  readonly threads?: number;
}

/** Runs that another runner holds are looked at again after this long. */
const WAIT_MS = 1_000;

/**
 * Runs all cells that are not finished, pre-training first.
 * @throws StoreError when the store cannot be written, the stop signal's reason when asked to stop
 */
export async function runPlan(run: PlanRun): Promise<void> {
  const runner = new PlanRunner(run);
  try {
    await runner.run();
  } catch (error) {
    throw asStoreError(error, run.store.root);
  } finally {
    await runner.dispose();
  }
}

class PlanRunner {
  readonly #run: PlanRun;
  readonly #learners: LearnerPool;
  readonly #threads: DataThreads;
  readonly #feed: BatchFeed;
  readonly #data: DataCache;
  readonly #reader: StoreReader;
  /** Runs that need nothing more of this runner. */
  readonly #settled = new Set<string>();

  constructor(run: PlanRun) {
    this.#run = run;
    this.#learners = new LearnerPool(run.engine);
    this.#threads = new DataThreads(run.threads);
    this.#feed = new BatchFeed(this.#threads);
    this.#data = new DataCache(run.store, this.#threads, run.stop);
    this.#reader = new StoreReader(run.store);
  }

  async run(): Promise<void> {
    const { plan, cells, stop } = this.#run;
    // What cannot be trained is told before anything is.
    const unusable = new Set<Work>();
    const isUsable = (work: Work) => !unusable.has(work);
    // What others have finished, or found to be unusable, calls for no pre-training.
    const isWanted = (work: Work) => isUsable(work) && !this.#isDone(work);
    const usable = () => withAncestors(plan, cells.filter(isWanted)).filter(isUsable);
    for (const look of [this.#unusable, this.#unreadable]) {
      const found = await look(usable().filter((work) => !this.#isDone(work)));
      for (const work of found) {
        unusable.add(work);
        if (await this.#attempt(work, [])) this.#settled.add(work.id);
      }
    }
    let open = [...unusable, ...usable()].filter(({ id }) => !this.#settled.has(id));
    while (open.length > 0) {
      const before = this.#settled.size;
      for (const [index, work] of open.entries()) {
        stop.throwIfAborted();
        if (!unusable.has(work) && !this.#isReady(work)) continue;
        if (await this.#attempt(work, open.slice(index + 1))) this.#settled.add(work.id);
      }
      open = open.filter(({ id }) => !this.#settled.has(id));
      // Other runners have the rest: their turn to finish, or to crash and leave it to this one.
      if (this.#settled.size === before) await delay(WAIT_MS);
    }
  }

  readonly #unusable = (work: readonly Work[]): Promise<Work[]> => this.#data.unusable(work);

  readonly #unreadable = async (work: readonly Work[]): Promise<Work[]> => {
    const { preparing = () => {} } = this.#run;
    const found = await this.#data.unreadable(work, preparing);
    preparing(null);
    return found;
  };

  async dispose(): Promise<void> {
    this.#learners.dispose();
    await this.#data.dispose();
    await this.#threads.dispose();
  }

  #isReady({ needs }: Work): boolean {
    return needs === null || this.#settled.has(needs);
  }

  /** true when the work needs nothing more of this runner. @param coming what is to be done after it */
  async #attempt(work: Work, coming: readonly Work[]): Promise<boolean> {
    const { store, header, fresh, stop, checkpointEvery } = this.#run;
    if (this.#isDone(work)) return true;
    const folder = store.cell(work.id);
    const lease = Lease.claim(folder.lease);
    if (!lease) return false;
    try {
      if (fresh && this.#isEarlier(this.#reader.record(work.id))) putAside(folder);
      // Another runner may have finished it between the first look and the claim.
      if (this.#isDone(work)) return true;
      return await runWork(work, {
        store,
        header,
        lease,
        stop,
        checkpointEvery,
        record: () => this.#reader.record(work.id),
        upstream: this.#failureUpstream(work),
        learners: this.#learners,
        feed: this.#feed,
        data: async (work) => {
          const prepared = await this.#data.get(work);
          this.#data.prepareNext(coming.filter((other) => !this.#isDone(other)));
          return prepared;
        },
      });
    } finally {
      lease.release();
    }
  }

  /** Finished, by whomever, or failed since the work was asked for. */
  #isDone({ id }: Work): boolean {
    const record = this.#reader.record(id);
    const { ending } = record;
    if (this.#isEarlier(record)) return ending?.type === 'finished' && !this.#run.fresh;
    return ending?.type === 'finished' || ending?.type === 'failed';
  }

  /** Begun before the work was asked for: told by time, so that of several runners none does again what another has just done. */
  #isEarlier({ startedAt }: RunRecord): boolean {
    return startedAt !== null && startedAt < this.#run.since;
  }

  #failureUpstream({ needs }: Work): string | null {
    const ending = needs === null ? null : this.#reader.record(needs).ending;
    return ending?.type === 'failed' ? ending.message : null;
  }
}

/** The pre-training that some cells descend from, and they. */
function withAncestors(plan: Plan, cells: readonly Cell[]): Work[] {
  const nodes = new Map(plan.pretraining.map((node) => [node.id, node]));
  const found = new Set<string>();
  for (let next = cells.flatMap(({ needs }) => needs ?? []); next.length > 0; ) {
    for (const id of next) found.add(id);
    next = next.flatMap((id) => nodes.get(id)?.needs ?? []).filter((id) => !found.has(id));
  }
  return [...plan.pretraining.filter(({ id }) => found.has(id)), ...cells];
}
