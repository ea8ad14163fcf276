/** Welch's t-test: two independent samples whose variances may differ. */
import { type Difference, type TTest, testDifference } from './difference';
import { differenceOfSummaries, summaryOf } from './summary';
import type { Alternative } from './tails';

/** SciPy's ttest_ind(a, b, equal_var=False). t and p are NaN when either sample has fewer than two values. */
export function welch(a: readonly number[], b: readonly number[], alternative: Alternative): TTest {
  return testDifference(welchDifference(a, b), alternative);
}

export function welchDifference(a: readonly number[], b: readonly number[]): Difference {
  return differenceOfSummaries(summaryOf(a), summaryOf(b), 'welch');
}
