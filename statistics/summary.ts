/** A sample by its mean and spread alone, as papers print it: all that a t-test needs. */
import { mean, variance } from './describe';
import type { Difference } from './difference';

/** The tests that know a sample by its summary alone. */
export type SummaryTest = 'welch' | 'student';

export interface Summary {
  readonly n: number;
  readonly mean: number;
  /** Sum of squared deviations from the mean. */
  readonly squares: number;
}

export function summaryOf(values: readonly number[]): Summary {
  return { n: values.length, mean: mean(values), squares: values.length * variance(values, 0) };
}

/** From a printed standard deviation with `n - ddof` in its denominator. */
export function printedSummary(mean: number, sd: number, n: number, ddof: 0 | 1): Summary {
  return { n, mean, squares: sd ** 2 * (n - ddof) };
}

/** Difference of means, first minus second. SciPy's ttest_ind_from_stats, which takes standard deviations of ddof 1. */
export function differenceOfSummaries(a: Summary, b: Summary, test: SummaryTest): Difference {
  return { value: a.mean - b.mean, ...(test === 'welch' ? unequalVariances(a, b) : equalVariances(a, b)) };
}

/** Pooled variance over n - 2 degrees of freedom. A sample of one value adds its mean, and nothing to the variance. */
function equalVariances(a: Summary, b: Summary) {
  const df = a.n + b.n - 2;
  const pooled = df > 0 ? (a.squares + b.squares) / df : Number.NaN;
  return { standardError: Math.sqrt(pooled * (1 / a.n + 1 / b.n)), df };
}

/**
 * Each sample brings its own variance; degrees of freedom after Welch (1947, eq. 28) and Satterthwaite (1946).
 * Without any variance the formula is 0/0, and SciPy's 1 stands in: t is then infinite or NaN, so that p does not depend on it.
 */
function unequalVariances(a: Summary, b: Summary) {
  const ofA = a.squares / (a.n - 1) / a.n;
  const ofB = b.squares / (b.n - 1) / b.n;
  const total = ofA + ofB;
  const df = total ** 2 / (ofA ** 2 / (a.n - 1) + ofB ** 2 / (b.n - 1));
  return { standardError: Math.sqrt(total), df: Number.isNaN(df) ? 1 : df };
}
