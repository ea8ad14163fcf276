import { warningSentences, weightsWarnings } from '../results/weights-warnings';
import type { Experiment, WorkStatus } from '../runner/store/store-reader';
import { allWork } from './reporter';

/** Of each file that runs started from and that tells of no training, what it has, once for all that say the same. */
export function weightsLines(experiment: Experiment): string[] {
  return [...new Set(allWork(experiment).flatMap(weightsLine))];
}

export function weightsLine({ work: { initialization }, record: { load } }: WorkStatus): string[] {
  return load === null ? [] : warningSentences(`${initialization} (${load.source})`, weightsWarnings(load.proof));
}
