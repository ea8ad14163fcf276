/** Student's t-test: two independent samples that share one variance. */
import { type Difference, type TTest, testDifference } from './difference';
import { differenceOfSummaries, summaryOf } from './summary';
import type { Alternative } from './tails';

/** SciPy's ttest_ind(a, b, equal_var=True). t and p are NaN when a sample is empty or both have a single value. */
export function student(a: readonly number[], b: readonly number[], alternative: Alternative): TTest {
  return testDifference(studentDifference(a, b), alternative);
}

export function studentDifference(a: readonly number[], b: readonly number[]): Difference {
  return differenceOfSummaries(summaryOf(a), summaryOf(b), 'student');
}
