/** How small a p-value the runs can give at all. */
import type { Correction } from './correction';
import { DEALS, EXACT_UP_TO } from './permutation';
import { isCounted, isPaired, type RunTest } from './run-test';
import type { Alternative } from './tails';

/**
 * Smallest p-value that a test of `runs` against `runs` can give, when every arrangement but the observed one speaks less against equality.
 * A t-test has no such bound from two runs on: standard deviations may come out as small as they like.
 */
export function smallestP(test: RunTest, runs: number, alternative: Alternative): number {
  if (runs < 2) return 1;
  if (!isCounted(test)) return 0;
  const sides = alternative === 'two-sided' ? 2 : 1;
  const arrangements = isPaired(test) ? 2 ** runs : choose(2 * runs, runs);
  const drawn = test === 'permutation' && 2 * runs > EXACT_UP_TO;
  return Math.min(1, sides / (drawn ? DEALS + 1 : arrangements));
}

/** What a correction makes of that p-value in a family of `comparisons` at best: when all of them reach it. */
export function smallestCorrectedP(smallest: number, correction: Correction, comparisons: number): number {
  return correction === 'holm' ? Math.min(1, smallest * comparisons) : smallest;
}

/** Fewest runs from which `alpha` can be reached; null where more runs do not help (Monte Carlo deals bound p as well). */
export function runsThatReach(
  alpha: number,
  test: RunTest,
  alternative: Alternative,
  correction: Correction,
  comparisons: number,
): number | null {
  for (let runs = 2; runs <= MOST_RUNS; runs++) {
    if (smallestCorrectedP(smallestP(test, runs, alternative), correction, comparisons) <= alpha) return runs;
  }
  return null;
}

/** Beyond, 2^-runs is far below any alpha that is used. */
const MOST_RUNS = 60;

function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i;
  return ways;
}
