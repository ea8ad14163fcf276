/** A difference of two means and how well it is known: all that a t-test, an equivalence test and an interval need. */
import { lowerTail, upperTail } from './t-distribution';

export interface Difference {
  /** Mean of the first sample minus mean of the second. */
  readonly value: number;
  /** NaN where a sample is too small for the test that made it. */
  readonly standardError: number;
  /** Degrees of freedom of the t distribution; a real number under Welch. */
  readonly df: number;
}

/** What is suspected of the first mean against the second. */
export type Alternative = 'two-sided' | 'less' | 'greater';

export interface TTest {
  readonly t: number;
  readonly df: number;
  readonly p: number;
}

/**
 * t-test of the hypothesis that the difference is `hypothesized`. Edges follow SciPy's ttest_ind: without any variance
 * t is infinite with the sign of the difference and p is 0 or 1, and when nothing differs either, t and p are NaN.
 */
export function testDifference(difference: Difference, alternative: Alternative, hypothesized = 0): TTest {
  const { df } = difference;
  const t = (difference.value - hypothesized) / difference.standardError;
  return { t, df, p: pValue(t, df, alternative) };
}

function pValue(t: number, df: number, alternative: Alternative): number {
  switch (alternative) {
    case 'less':
      return lowerTail(t, df);
    case 'greater':
      return upperTail(t, df);
    case 'two-sided':
      return 2 * upperTail(Math.abs(t), df);
  }
}
