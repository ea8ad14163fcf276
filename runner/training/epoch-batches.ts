import type { TrainingJob } from '../../spec/cell';
import type { PreparedDataset } from '../datasets/prepare';
import type { BatchFeed, BatchStream } from '../feeding/batch-feed';
import { planEvaluation, planTraining } from '../feeding/batch-plan';

/** What an epoch reads: first all of `train`, then all of `validation`. */
export interface EpochBatches {
  readonly train: BatchStream;
  readonly validation: BatchStream;
}

/** Has an epoch's batches made, as soon as those opened before leave room. @param epoch from 1; past the last one there are none */
export function openEpoch(
  feed: BatchFeed,
  prepared: PreparedDataset,
  { training, seed }: TrainingJob,
  epoch: number,
): EpochBatches {
  const { parts } = prepared.dataset;
  const exists = epoch <= training.epochs;
  return {
    train: feed.open(prepared, exists ? planTraining(parts.train.length, training, seed, epoch) : []),
    validation: feed.open(prepared, exists ? planEvaluation(parts.validation.length, 'validation', training) : []),
  };
}
