import type { Schedule } from '../../spec/spec';

/** Where a schedule stands; plain data, so that a resumed run goes on with it. */
export interface ScheduleState {
  /** Of the epoch to come. */
  readonly learningRate: number;
  /** Plateau: the best validation loss so far (null before the first epoch), and the epochs since without a better one. */
  readonly best: number | null;
  readonly badEpochs: number;
}

export function startSchedule(learningRate: number): ScheduleState {
  return { learningRate, best: null, badEpochs: 0 };
}

/** PyTorch's ReduceLROnPlateau leaves a rate alone that would change by less. */
const SMALLEST_CHANGE = 1e-8;

/**
 * The state after an epoch.
 * @param initial the learning rate that training began with
 * @param epoch the epoch that ended, from 1
 */
export function advanceSchedule(
  schedule: Schedule,
  initial: number,
  state: ScheduleState,
  epoch: number,
  validationLoss: number,
): ScheduleState {
  switch (schedule.kind) {
    case 'constant':
      return state;
    case 'cosine': {
      const { epochs, minimum = 0 } = schedule;
      const share = 1 + Math.cos((Math.PI * Math.min(epoch, epochs)) / epochs);
      return { ...state, learningRate: minimum + ((initial - minimum) / 2) * share };
    }
    case 'plateau': {
      if (validationLoss < (state.best ?? Number.POSITIVE_INFINITY) * (1 - schedule.threshold))
        return { ...state, best: validationLoss, badEpochs: 0 };
      const badEpochs = state.badEpochs + 1;
      if (badEpochs <= schedule.patience) return { ...state, badEpochs };
      const reduced = Math.max(state.learningRate * schedule.factor, schedule.minimum ?? 0);
      const learningRate = state.learningRate - reduced > SMALLEST_CHANGE ? reduced : state.learningRate;
      return { ...state, learningRate, badEpochs: 0 };
    }
  }
}
