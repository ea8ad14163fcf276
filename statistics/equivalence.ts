/** Two one-sided tests (TOST, Schuirmann 1987): is the difference closer to zero than a margin? */
import { type RunTest, testRuns } from './run-test';

export interface EquivalenceTest {
  /** The larger of the two one-sided p-values: both hypotheses must fall. */
  readonly p: number;
  /** p of "the difference is at most -margin". */
  readonly lower: number;
  /** p of "the difference is at least +margin". */
  readonly upper: number;
}

/**
 * statsmodels' ttost_ind or ttost_paired with symmetric bounds; with the rank and permutation tests the same two tests of a shift. `margin` > 0
 * is in the unit of the values, and must be chosen before the data are seen. For t-tests p <= alpha says the same as: the (1 - 2 alpha)
 * interval of the difference lies within the margin.
 */
export function equivalence(
  a: readonly number[],
  b: readonly number[],
  test: RunTest,
  margin: number,
): EquivalenceTest {
  if (!(margin > 0) || !Number.isFinite(margin)) {
    throw new RangeError(`An equivalence margin is a positive number, not ${margin}.`);
  }
  const lower = testRuns(a, b, test, -margin).upper;
  const upper = testRuns(a, b, test, margin).lower;
  return { p: Math.max(lower, upper), lower, upper };
}
