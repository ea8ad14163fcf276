/** One training run from its data to its score: the loop behind every cell and every pre-training node. */
import { rmSync } from 'node:fs';
import type { FailureCode } from '../../journal/event';
import type { Work } from '../../spec/cell';
import { trainingInFull } from '../../spec/resolve-training';
import { firstOfEachKind } from '../datasets/data-error';
import type { PreparedDataset } from '../datasets/prepare';
import { sharedGroups } from '../datasets/shared-groups';
import { untestedClasses } from '../datasets/untested-classes';
import { writePredictions } from '../evaluation/predictions';
import type { BatchFeed } from '../feeding/batch-feed';
import { batchSizes, evaluationRows, planEvaluation } from '../feeding/batch-plan';
import type { JournalWriter } from '../store/journal-writer';
import type { StoreFolder } from '../store/store-folder';
import { writeSafetensors } from '../weights/safetensors';
import { assess } from './assess';
import type { Checkpoint } from './checkpoint';
import { CheckpointWriter } from './checkpoint-writer';
import { type EpochBatches, openEpoch } from './epoch-batches';
import type { Learner } from './learner';
import type { LearnerPool } from './learner-pool';
import { startWeights } from './start-weights';
import { advanceProgress, isOver, startProgress, type TrainingProgress } from './training-progress';

export interface RunSurroundings {
  readonly store: StoreFolder;
  readonly learners: LearnerPool;
  readonly feed: BatchFeed;
  /** Opens the job's data; the same job's data is opened once. @throws DataError */
  data(work: Work): Promise<PreparedDataset>;
  /** Milliseconds between checkpoints, at least. */
  readonly checkpointEvery: number;
  /** Awaited between steps: keeps the lease, lets other events in. @throws StopRequest when the run is to stop */
  pause(): Promise<void>;
}

/** Training cannot go on; the message says at which step, and what is kept. */
export class TrainingError extends Error {
  override readonly name = 'TrainingError';
  constructor(
    readonly code: FailureCode,
    message: string,
  ) {
    super(message);
  }
}

const EVALUATED = ['validation', 'test'] as const;

/** Some reasons for leaving images out are noted. */
const TOLD = 3;

/** Progress is noted at most this often. */
const PROGRESS_MS = 500;

/**
 * Trains, or goes on training from the last checkpoint, then tests the best one. Journal first, checkpoint after: a run that was killed in
 * between repeats those epochs and their events, with the same numbers.
 */
export async function trainRun(
  work: Work,
  checkpoint: Checkpoint | null,
  surroundings: RunSurroundings,
  journal: JournalWriter,
): Promise<void> {
  const { job } = work;
  const { feed } = surroundings;
  const prepared = await surroundings.data(work);
  const { parts, classes, uncertain, splitHash, leftOut = [] } = prepared.dataset;
  const shared = sharedGroups(prepared.dataset);
  const untested = work.role === 'fine-tune' ? untestedClasses(prepared.dataset) : null;
  const warnings = [shared?.warning ?? [], untested ?? [], prepared.warnings].flat().map(({ message }) => message);
  journal.write({
    type: 'data',
    train: parts.train.length,
    validation: parts.validation.length,
    test: parts.test.length,
    classes,
    splitHash,
    ...(leftOut.length > 0 && {
      leftOut: leftOut.length,
      leftOutWhy: firstOfEachKind(leftOut, TOLD).map(({ message }) => message),
    }),
    ...(warnings.length > 0 && { warnings }),
    ...(shared && { inTwoParts: shared.counts }),
  });
  const { beta1, beta2, epsilon, weightDecay } = trainingInFull(job.training, job.kind);
  const learner = surroundings.learners.open({
    kind: job.kind,
    network: job.network,
    loss: job.training.loss,
    normalisation: job.training.normalisation,
    precision: job.training.precision,
    adam: { beta1, beta2, epsilon, weightDecay },
    imageSize: job.training.imageSize,
    batchSize: job.training.batchSize,
    evaluationRows: EVALUATED.map((part) => evaluationRows(parts[part].length, part, job.training)),
    classes: classes.length,
    // Alone where it is needed: the steps of all other runs stay what they are.
    ...(uncertain === 'u-ignore' && { ignoring: true }),
    seed: job.seed,
  });
  let progress: TrainingProgress;
  // Weights that were trained on another split may have seen what is now the test part.
  if (checkpoint?.progress.splitHash === splitHash) {
    learner.restore(checkpoint.state);
    progress = checkpoint.progress;
  } else {
    journal.write({ type: 'initialized', report: await startWeights(learner, work, surroundings.store) });
    progress = startProgress(job.training.learningRate, splitHash);
  }
  const checkpoints = new CheckpointWriter(surroundings.store.cell(work.id), learner, surroundings.checkpointEvery);
  try {
    let next = openEpoch(feed, prepared, job, progress.epoch + 1);
    while (!isOver(progress, job.training)) {
      const batches = next;
      // Its first batches are made while this epoch's last ones are trained and validated on.
      next = openEpoch(feed, prepared, job, progress.epoch + 2);
      progress = await trainEpoch(learner, work, prepared, batches, progress, surroundings, journal);
      await checkpoints.note(progress);
    }
    feed.clear();
    await finish(learner, work, prepared, progress, checkpoints, surroundings, journal);
  } finally {
    feed.clear();
    await Promise.allSettled([checkpoints.written()]);
  }
}

async function trainEpoch(
  learner: Learner,
  work: Work,
  prepared: PreparedDataset,
  batches: EpochBatches,
  before: TrainingProgress,
  { pause }: RunSurroundings,
  journal: JournalWriter,
): Promise<TrainingProgress> {
  const { job } = work;
  const epoch = before.epoch + 1;
  const started = performance.now();
  const { learningRate } = before.schedule;
  const steps = batchSizes(prepared.dataset.parts.train.length, job.training.batchSize).length;
  let [lossSum, examples, step] = [0, 0, 0];
  let [noted, notedSum, notedSteps] = [performance.now(), 0, 0];
  for await (const batch of batches.train) {
    const loss = learner.train(batch, learningRate);
    step++;
    if (!Number.isFinite(loss)) throw diverged(epoch, step, learningRate, before);
    lossSum += loss * batch.count;
    examples += batch.count;
    notedSum += loss;
    notedSteps++;
    if (performance.now() - noted >= PROGRESS_MS) {
      journal.write({ type: 'progress', epoch, step, steps, loss: notedSum / notedSteps });
      [noted, notedSum, notedSteps] = [performance.now(), 0, 0];
    }
    await pause();
  }
  const validation = await assess(learner, batches.validation, prepared, 'validation', job, pause);
  if (!Number.isFinite(validation.loss)) throw diverged(epoch, steps, learningRate, before);
  const seconds = (performance.now() - started) / 1000;
  const after = advanceProgress(before, job.training, validation.loss, seconds);
  journal.write({
    type: 'epoch',
    epoch,
    trainLoss: lossSum / examples,
    validationLoss: validation.loss,
    validationMetric: validation.metric,
    learningRate,
    best: after.bestEpoch === epoch,
    seconds,
    waited: batches.train.waited + batches.validation.waited,
  });
  return after;
}

async function finish(
  learner: Learner,
  work: Work,
  prepared: PreparedDataset,
  progress: TrainingProgress,
  checkpoints: CheckpointWriter,
  { store, feed, pause }: RunSurroundings,
  journal: JournalWriter,
): Promise<void> {
  const folder = store.cell(work.id);
  const batches = feed.open(prepared, planEvaluation(prepared.dataset.parts.test.length, 'test', work.job.training));
  learner.setWeights(await checkpoints.best());
  checkpoints.writeBest();
  const test = await assess(learner, batches, prepared, 'test', work.job, pause);
  await checkpoints.written();
  await writePredictions(folder.predictions, test.predictions);
  if (work.role === 'pretrain') await writeSafetensors(folder.encoder, learner.encoderWeights(), {});
  const { metric: value, parts, dice } = test;
  if (value !== null)
    journal.write({ type: 'evaluated', metric: work.job.metric, value, parts, ...(dice && { dice }) });
  journal.write({ type: 'finished', bestEpoch: progress.bestEpoch, epochs: progress.epoch, seconds: progress.seconds });
  rmSync(folder.last, { force: true });
}

function diverged(epoch: number, step: number, learningRate: number, { bestEpoch }: TrainingProgress): TrainingError {
  const kept = bestEpoch > 0 ? `The best checkpoint, of epoch ${bestEpoch}, is kept.` : 'No epoch was finished.';
  return new TrainingError(
    'diverged',
    `The loss is no number any more at step ${step} of epoch ${epoch}, learning rate ${learningRate}. ${kept} Lower the learning rate.`,
  );
}
