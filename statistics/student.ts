/** Student's t-test: two independent samples that share one variance. */
import { mean, variance } from './describe';
import { type Alternative, type Difference, type TTest, testDifference } from './difference';

/** SciPy's ttest_ind(a, b, equal_var=True). t and p are NaN when a sample is empty or both have a single value. */
export function student(a: readonly number[], b: readonly number[], alternative: Alternative): TTest {
  return testDifference(studentDifference(a, b), alternative);
}

/** Pooled variance over n - 2 degrees of freedom. A sample of one value adds its mean, and nothing to the variance. */
export function studentDifference(a: readonly number[], b: readonly number[]): Difference {
  const df = a.length + b.length - 2;
  const pooled = df > 0 ? (squares(a) + squares(b)) / df : Number.NaN;
  return {
    value: mean(a) - mean(b),
    standardError: Math.sqrt(pooled * (1 / a.length + 1 / b.length)),
    df,
  };
}

/** Sum of squared deviations from the mean. */
function squares(values: readonly number[]): number {
  return values.length * variance(values, 0);
}
