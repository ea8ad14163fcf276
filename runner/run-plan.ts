/** Works through a plan: claims what is free, trains it, and goes on past what fails. */
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FailureCode, RuntimeHeader } from '../journal/event';
import type { Plan, Work } from '../spec/cell';
import { DataCache } from './data-cache';
import type { Engine } from './engines/engine';
import { JournalWriter } from './store/journal-writer';
import { Lease } from './store/lease';
import { asStoreError, StoreError } from './store/store-error';
import type { StoreFolder } from './store/store-folder';
import { StoreReader } from './store/store-reader';
import { failureOf } from './training/failure';
import { LearnerPool } from './training/learner-pool';
import { trainRun } from './training/train-run';

/** The runner was asked to stop. */
export class StopRequest extends Error {
  override readonly name = 'StopRequest';
}

export interface PlanRun {
  readonly plan: Plan;
  readonly store: StoreFolder;
  readonly engine: Engine;
  readonly header: RuntimeHeader;
  /** Which cells to run. */
  readonly wanted: (work: Work) => boolean;
  readonly fresh: boolean;
  /** Looked at between steps. */
  readonly stopRequested: () => boolean;
  /** Called often; keeps the runner's own lease. */
  readonly beat: () => void;
}

/** A cell another runner holds is looked at again after this long. */
const WAIT_MS = 1_000;

/**
 * Runs all that is wanted and not finished, pre-training first.
 * @throws StopRequest when asked to stop, StoreError when the store cannot be written
 */
export async function runPlan(run: PlanRun): Promise<void> {
  const learners = new LearnerPool(run.engine);
  const data = new DataCache(run.store);
  const reader = new StoreReader(run.store);
  const renewed = new Set<string>();
  try {
    const cells = run.plan.cells.filter((cell) => cell.notApplicable === null && run.wanted(cell));
    const needed = ancestors(run.plan, cells);
    let open: Work[] = [...run.plan.pretraining.filter(({ id }) => needed.has(id)), ...cells];
    while (open.length > 0) {
      const left: Work[] = [];
      for (const work of open) if (!(await attempt(work))) left.push(work);
      if (left.length === open.length) await patience(run);
      open = left;
    }
  } finally {
    learners.dispose();
    await data.dispose();
  }

  /** true when the work needs nothing more of this runner. */
  async function attempt(work: Work): Promise<boolean> {
    if (run.stopRequested()) throw new StopRequest();
    const folder = run.store.cell(work.id);
    if (!run.fresh || renewed.has(work.id)) {
      if (reader.record(work.id).ending?.type === 'finished') return true;
    }
    const parent = work.needs === null ? null : reader.record(work.needs).ending;
    if (work.needs !== null && parent?.type !== 'finished' && parent?.type !== 'failed') return false;
    const lease = claim(folder.lease);
    if (!lease) return false;
    try {
      if (run.fresh && !renewed.has(work.id)) putAside(folder.root);
      renewed.add(work.id);
      mkdirSync(folder.root, { recursive: true });
      writeFileSync(folder.settings, JSON.stringify(work.job, null, 2));
      await trainClaimed(work, lease, parent?.type === 'failed' ? parent.message : null);
    } catch (error) {
      throw asStoreError(error, run.store.root);
    } finally {
      lease.release();
    }
    return true;
  }

  function claim(file: string): Lease | null {
    try {
      return Lease.claim(file);
    } catch (error) {
      throw asStoreError(error, run.store.root);
    }
  }

  async function trainClaimed(work: Work, lease: Lease, upstream: string | null): Promise<void> {
    const journal = new JournalWriter(run.store.cell(work.id).journal);
    const { attempts, epochs } = reader.record(work.id);
    journal.write({ type: 'started', attempt: attempts + 1, header: run.header, resumedFrom: epochs.length });
    const fail = (code: FailureCode, message: string): void => journal.write({ type: 'failed', code, message });
    const pause = async (): Promise<void> => {
      run.beat();
      if (!lease.beat()) throw new Error('Another runner has taken this run over.');
      await new Promise((resolve) => setImmediate(resolve));
      if (run.stopRequested()) throw new StopRequest();
    };
    try {
      if (upstream !== null) fail('upstream', `The pre-training it starts from failed: ${upstream}`);
      else await trainRun(work, { store: run.store, learners, data: (work) => data.get(work), pause }, journal);
    } catch (caught) {
      const error = asStoreError(caught, run.store.root);
      if (error instanceof StopRequest) journal.write({ type: 'stopped', epoch: reader.record(work.id).epochs.length });
      if (error instanceof StopRequest || error instanceof StoreError) throw error;
      const { code, message } = failureOf(error);
      fail(code, message);
    } finally {
      journal.close();
    }
  }
}

/** Ids of the pre-training nodes that some work descends from. */
function ancestors(plan: Plan, work: readonly Work[]): Set<string> {
  const nodes = new Map(plan.pretraining.map((node) => [node.id, node]));
  const found = new Set<string>();
  for (let next = work.flatMap(({ needs }) => needs ?? []); next.length > 0; ) {
    for (const id of next) found.add(id);
    next = next.flatMap((id) => nodes.get(id)?.needs ?? []).filter((id) => !found.has(id));
  }
  return found;
}

/** Earlier results are moved, never deleted: `cells/ID.before-TIME`. The lease stays where it is. */
function putAside(folder: string): void {
  if (!existsSync(path.join(folder, 'journal.jsonl'))) return;
  const aside = `${folder}.before-${new Date().toISOString().replaceAll(':', '')}`;
  renameSync(folder, aside);
  mkdirSync(folder);
  renameSync(path.join(aside, 'lease.json'), path.join(folder, 'lease.json'));
}

async function patience({ beat, stopRequested }: PlanRun): Promise<void> {
  beat();
  if (stopRequested()) throw new StopRequest();
  await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
}
