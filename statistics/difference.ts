/** A difference of two means and how well it is known: all that a t-test, an equivalence test and an interval need. */
import { lowerTail } from './t-distribution';
import { type Alternative, pFromTails, type Tails } from './tails';

export interface Difference {
  /** Mean of the first sample minus mean of the second. */
  readonly value: number;
  /** NaN where a sample is too small for the test that made it. */
  readonly standardError: number;
  /** Degrees of freedom of the t distribution; a real number under Welch. */
  readonly df: number;
}

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
  const p = pFromTails(differenceTails(difference, hypothesized), alternative);
  return { t: tOf(difference, hypothesized), df: difference.df, p };
}

/** lower: how surprising a difference as low as this one is when the true one is `hypothesized`. */
export function differenceTails(difference: Difference, hypothesized = 0): Tails {
  const t = tOf(difference, hypothesized);
  // The distribution is symmetric: the smaller tail, which keeps its precision, says both.
  const smaller = lowerTail(-Math.abs(t), difference.df);
  return t > 0 ? { lower: 1 - smaller, upper: smaller } : { lower: smaller, upper: 1 - smaller };
}

function tOf({ value, standardError }: Difference, hypothesized: number): number {
  return (value - hypothesized) / standardError;
}
