/** Welch's t-test: two independent samples whose variances may differ. */
import { mean, variance } from './describe';
import { type Alternative, type Difference, type TTest, testDifference } from './difference';

/** SciPy's ttest_ind(a, b, equal_var=False). t and p are NaN when either sample has fewer than two values. */
export function welch(a: readonly number[], b: readonly number[], alternative: Alternative): TTest {
  return testDifference(welchDifference(a, b), alternative);
}

/**
 * Each sample brings its own variance; degrees of freedom after Welch (1947, eq. 28) and Satterthwaite (1946).
 * Without any variance the formula is 0/0, and SciPy's 1 stands in: t is then infinite or NaN, so that p does not depend on it.
 */
export function welchDifference(a: readonly number[], b: readonly number[]): Difference {
  const ofA = variance(a, 1) / a.length;
  const ofB = variance(b, 1) / b.length;
  const total = ofA + ofB;
  const df = total ** 2 / (ofA ** 2 / (a.length - 1) + ofB ** 2 / (b.length - 1));
  return {
    value: mean(a) - mean(b),
    standardError: Math.sqrt(total),
    df: Number.isNaN(df) ? 1 : df,
  };
}
