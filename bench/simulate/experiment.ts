/** An experiment that is drawn again and again, and what is counted in it. */
import { type CoverageExperiment, countCoverage } from './auc-coverage';
import { randomStream } from './random';
import { countClaims, type TableExperiment } from './table-experiment';

export type Experiment = TableExperiment | CoverageExperiment;

/** Some of the draws of an experiment: what one thread does at a time. */
export interface Chunk {
  readonly experiment: Experiment;
  readonly draws: number;
  /** Of random numbers; the same stream serves every experiment, so that tests are compared on the same scores. */
  readonly stream: number;
}

/** Sum over the draws of what is counted, which lies between 0 and 1 in each. */
export function countChunk({ experiment, draws, stream }: Chunk): number {
  const random = randomStream(stream);
  let sum = 0;
  for (let draw = 0; draw < draws; draw++) {
    sum += experiment.kind === 'table' ? countClaims(experiment, random) : countCoverage(experiment, random);
  }
  return sum;
}
