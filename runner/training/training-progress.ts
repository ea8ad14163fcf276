import type { TrainingSettings } from '../../spec/spec';
import { advanceSchedule, type ScheduleState, startSchedule } from './schedule';

/** What the loop knows besides the learner's tensors; kept as JSON in the checkpoint's metadata. */
export interface TrainingProgress {
  /** Finished epochs. */
  readonly epoch: number;
  readonly schedule: ScheduleState;
  /** Epoch with the best validation loss; 0 before the first. */
  readonly bestEpoch: number;
  readonly bestLoss: number | null;
  /** Seconds of training so far, over all attempts. */
  readonly seconds: number;
  /** The split these weights were trained on. */
  readonly splitHash: string;
}

export function startProgress(learningRate: number, splitHash: string): TrainingProgress {
  return { epoch: 0, schedule: startSchedule(learningRate), bestEpoch: 0, bestLoss: null, seconds: 0, splitHash };
}

/** After one more epoch. The best epoch is the first of the lowest validation loss. @param seconds that the epoch took */
export function advanceProgress(
  before: TrainingProgress,
  { schedule, learningRate }: Pick<TrainingSettings, 'schedule' | 'learningRate'>,
  validationLoss: number,
  seconds: number,
): TrainingProgress {
  const epoch = before.epoch + 1;
  const isBest = validationLoss < (before.bestLoss ?? Number.POSITIVE_INFINITY);
  return {
    ...before,
    epoch,
    schedule: advanceSchedule(schedule, learningRate, before.schedule, epoch, validationLoss),
    ...(isBest && { bestEpoch: epoch, bestLoss: validationLoss }),
    seconds: before.seconds + seconds,
  };
}

/** All epochs are done, or too many without a better validation loss. */
export function isOver(
  { epoch, bestEpoch }: TrainingProgress,
  { epochs, earlyStopping }: Pick<TrainingSettings, 'epochs' | 'earlyStopping'>,
): boolean {
  return epoch >= epochs || epoch - bestEpoch >= (earlyStopping ?? Number.POSITIVE_INFINITY);
}

const KEY = 'warmstart-progress';

export function progressMetadata(progress: TrainingProgress): Record<string, string> {
  return { [KEY]: JSON.stringify(progress) };
}

/** null where the metadata holds no progress. */
export function readProgress(metadata: Readonly<Record<string, string>>): TrainingProgress | null {
  const text = metadata[KEY];
  return text === undefined ? null : (JSON.parse(text) as TrainingProgress);
}
