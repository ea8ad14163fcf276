import type { Experiment, WorkStatus } from './store-reader';

/** Seconds until an experiment is done, from what an epoch of each task has taken so far; null before the first epoch. */
export function timeLeft({ pretraining, cells }: Experiment): number | null {
  const all: readonly WorkStatus[] = [...pretraining, ...cells];
  const pace = new Map<string, { seconds: number; epochs: number }>();
  const overall = { seconds: 0, epochs: 0 };
  for (const status of all) {
    const own = pace.get(kindOf(status)) ?? { seconds: 0, epochs: 0 };
    for (const { seconds } of status.record.epochs) {
      for (const sum of [own, overall]) {
        sum.seconds += seconds;
        sum.epochs++;
      }
    }
    pace.set(kindOf(status), own);
  }
  if (overall.epochs === 0) return null;
  return all.reduce((sum, status) => {
    const own = pace.get(kindOf(status))!;
    const { seconds, epochs } = own.epochs > 0 ? own : overall;
    return sum + (remainingEpochs(status) * seconds) / epochs;
  }, 0);
}

/** Runs of one task, or of one pre-training, take equally long. */
function kindOf({ work }: WorkStatus): string {
  return work.role === 'fine-tune' ? `task ${work.task}` : `initialization ${work.initialization}`;
}

function remainingEpochs({ work, state, record }: WorkStatus): number {
  if (state === 'finished' || state === 'failed' || state === 'not-applicable') return 0;
  return work.job.training.epochs - record.epochs.length;
}
