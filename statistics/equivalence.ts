/** Two one-sided tests (TOST, Schuirmann 1987): is the difference closer to zero than a margin? */
import { type Difference, type TTest, testDifference } from './difference';

export interface EquivalenceTest {
  /** The larger of the two one-sided p-values: both hypotheses must fall. */
  readonly p: number;
  /** Against "the difference is at most -margin". */
  readonly lower: TTest;
  /** Against "the difference is at least +margin". */
  readonly upper: TTest;
}

/**
 * statsmodels' ttost_ind with symmetric bounds. `margin` > 0 is in the unit of the values, and must be chosen before
 * the data are seen. p <= alpha says the same as: the (1 - 2 alpha) interval of the difference lies within the margin.
 */
export function equivalence(difference: Difference, margin: number): EquivalenceTest {
  if (!(margin > 0) || !Number.isFinite(margin)) {
    throw new RangeError(`An equivalence margin is a positive number, not ${margin}.`);
  }
  const lower = testDifference(difference, 'greater', -margin);
  const upper = testDifference(difference, 'less', margin);
  return { p: Math.max(lower.p, upper.p), lower, upper };
}
