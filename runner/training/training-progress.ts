import { type ScheduleState, startSchedule } from './schedule';

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

const KEY = 'warmstart-progress';

export function progressMetadata(progress: TrainingProgress): Record<string, string> {
  return { [KEY]: JSON.stringify(progress) };
}

/** null where the metadata holds no progress. */
export function readProgress(metadata: Readonly<Record<string, string>>): TrainingProgress | null {
  const text = metadata[KEY];
  return text === undefined ? null : (JSON.parse(text) as TrainingProgress);
}
