/** One claimed run: its journal from `started` to how it ended. */
import { setImmediate } from 'node:timers/promises';
import type { RuntimeHeader } from '../journal/event';
import type { RunRecord } from '../journal/run-record';
import type { Work } from '../spec/cell';
import type { PreparedDataset } from './datasets/prepare';
import type { BatchFeed } from './feeding/batch-feed';
import { removeUnfinished, replaceFile } from './replace-file';
import { StopRequest } from './stop-request';
import { JournalWriter } from './store/journal-writer';
import type { Lease } from './store/lease';
import { asStoreError, StoreError } from './store/store-error';
import type { StoreFolder } from './store/store-folder';
import { readCheckpoint } from './training/checkpoint';
import { failureOf } from './training/failure';
import type { LearnerPool } from './training/learner-pool';
import { trainRun } from './training/train-run';

export interface ClaimedRun {
  readonly store: StoreFolder;
  readonly header: RuntimeHeader;
  /** The claim on the run's folder. */
  readonly lease: Lease;
  readonly stop: AbortSignal;
  readonly checkpointEvery: number;
  /** What its journal says by now. */
  readonly record: () => RunRecord;
  /** Why the pre-training it starts from failed; null when it did not. */
  readonly upstream: string | null;
  readonly learners: LearnerPool;
  readonly feed: BatchFeed;
  /** @throws DataError */
  data(work: Work): Promise<PreparedDataset>;
}

/** Another process took the run over, thinking that this one was gone. */
class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/**
 * Trains, or goes on training, and notes what comes of it. false: the run was lost to another runner, whose journal it is now.
 * @throws StoreError when the store cannot be written, StopRequest when asked to stop
 */
export async function runWork(work: Work, run: ClaimedRun): Promise<boolean> {
  const { store, lease, stop, upstream, learners, feed, data, checkpointEvery } = run;
  const folder = store.cell(work.id);
  await removeUnfinished(folder.root);
  await replaceFile(folder.settings, async (file) => file.writeFile(`${JSON.stringify(work.job, null, 2)}\n`));
  const checkpoint = await readCheckpoint(folder.last);
  const resumedFrom = checkpoint?.progress.epoch ?? 0;
  const journal = new JournalWriter(folder.journal);
  try {
    journal.write({ type: 'started', attempt: run.record().attempts + 1, header: run.header, resumedFrom });
    if (upstream !== null) {
      journal.write({
        type: 'failed',
        code: 'upstream',
        message: `The pre-training it starts from failed: ${upstream}`,
      });
      return true;
    }
    const pause = async (): Promise<void> => {
      await setImmediate();
      stop.throwIfAborted();
      if (lease.isLost) throw new LeaseLost();
    };
    await trainRun(work, checkpoint, { store, learners, feed, data, checkpointEvery, pause }, journal);
    return true;
  } catch (caught) {
    const error = asStoreError(caught, store.root);
    if (error instanceof LeaseLost) return false;
    if (error instanceof StoreError) throw error;
    if (error instanceof StopRequest) {
      journal.write({ type: 'stopped', epoch: run.record().epochs.length });
      throw error;
    }
    journal.write({ type: 'failed', ...failureOf(error, work.job.training.batchSize) });
    return true;
  } finally {
    journal.close();
  }
}
