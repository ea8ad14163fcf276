/** A run whose test cases are at hand, and give the score that the table has. */
import type { TestCases } from '../../journal/test-cases';
import type { TestedRun } from './over-cases';
import { type ResampledScore, resampledScore } from './resampled-score';

export interface ScoredRun extends TestedRun {
  readonly cases: TestCases;
  /** To be made when it is needed: it keeps all cases sorted. */
  readonly resample: () => ResampledScore;
  /** The score and its parts on all cases, each once. */
  readonly values: readonly (number | null)[];
}

/** A score from predictions is the one in the table but for the order of a sum. */
const SAME = 1e-9;

/** null where the test cases are missing, are no numbers, or give another score. */
export function scoredRun(run: TestedRun, metric: string, value: number): ScoredRun | null {
  const { cases, classes } = run;
  if (cases === null || (cases.kind === 'classification') !== (metric === 'auc')) return null;
  if (cases.kind === 'classification' && !cases.scores.every(Number.isFinite)) return null;
  const resample = () => resampledScore(cases, classes, metric === 'dice-pooled');
  const values = resample()(new Uint16Array(cases.ids.length).fill(1));
  const [score = null] = values;
  return score !== null && Math.abs(score - value) < SAME ? { ...run, cases, resample, values } : null;
}
