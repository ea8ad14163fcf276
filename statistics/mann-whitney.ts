/** The Mann-Whitney U test (Wilcoxon's rank-sum test): does one of two independent samples tend to higher values? */
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { doubledRanks, tieTerm } from './ranks';
import { type Tails, tailsOf } from './tails';

export interface MannWhitney {
  /** Pairs (x of the first sample, y of the second) with x > y, ties counting half. */
  readonly u: number;
  /** lower: the first sample tends to lower values. NaN when a sample is empty. */
  readonly tails: Tails;
}

/** Up to this many values together every arrangement of the ranks is counted; above, the normal distribution stands in. */
const EXACT_UP_TO = 60;

/**
 * SciPy's mannwhitneyu(a, b): exact for small samples, also with ties (then SciPy's permutation_test of U), else normal with
 * corrections for ties and continuity. When all values are equal, every p is 1.
 */
export function mannWhitney(a: readonly number[], b: readonly number[]): MannWhitney {
  const pooled = [...a, ...b];
  const ranks = doubledRanks(pooled);
  const doubledSum = ranks.slice(0, a.length).reduce((sum, rank) => sum + rank, 0);
  const u = (doubledSum - a.length * (a.length + 1)) / 2;
  if (a.length === 0 || b.length === 0) return { u: Number.NaN, tails: { lower: Number.NaN, upper: Number.NaN } };
  const tails =
    pooled.length <= EXACT_UP_TO
      ? tailsOf(rankSums(ranks, a.length), doubledSum)
      : normalTails(u, a.length, b.length, tieTerm(pooled));
  return { u, tails };
}

/** How many choices of `size` ranks have each sum: a choice with rank r is a choice of one fewer, plus r. */
function rankSums(ranks: readonly number[], size: number): Float64Array {
  const largest = ranks.reduce((sum, rank) => sum + rank, 0);
  const counts = Array.from({ length: size + 1 }, () => new Float64Array(largest + 1));
  counts[0]![0] = 1;
  // No more than the ranks so far can be chosen, or be summed up to.
  let reach = 0;
  for (const [place, rank] of ranks.entries()) {
    reach += rank;
    for (let chosen = Math.min(size, place + 1); chosen >= 1; chosen--) {
      const [from, to] = [counts[chosen - 1]!, counts[chosen]!];
      for (let sum = reach; sum >= rank; sum--) to[sum]! += from[sum - rank]!;
    }
  }
  return counts[size]!;
}

/** Half a step towards the mean makes up for U being discrete. */
function normalTails(u: number, n1: number, n2: number, ties: number): Tails {
  const n = n1 + n2;
  const sd = Math.sqrt(((n1 * n2) / 12) * (n + 1 - ties / (n * (n - 1))));
  const above = u - (n1 * n2) / 2;
  return { lower: normalCdf((above + 0.5) / sd, 0, 1), upper: normalCdf((0.5 - above) / sd, 0, 1) };
}
