/** Wilcoxon's signed-rank test: are paired differences symmetric around zero? */
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { pairedDifferences } from './paired-t';
import { doubledRanks, TIE, tieTerm } from './ranks';
import { type Tails, tailsOf } from './tails';

export interface Wilcoxon {
  /** Sum of the ranks of positive differences. */
  readonly positive: number;
  /** And of negative ones; differences of zero have no rank. */
  readonly negative: number;
  /** lower: the first sample is the lower one in most pairs. NaN for empty samples. */
  readonly tails: Tails;
}

/** Up to this many differences every pattern of signs is counted; above, the normal distribution stands in. */
const EXACT_UP_TO = 50;

/**
 * SciPy's wilcoxon(a - b, zero_method='wilcox'): zeros are left out. Exact for small samples, also with ties (then SciPy's
 * PermutationMethod), else normal without correction for continuity. When nothing differs, every p is 1.
 */
export function wilcoxon(a: readonly number[], b: readonly number[]): Wilcoxon {
  if (a.length === 0) return { positive: 0, negative: 0, tails: { lower: Number.NaN, upper: Number.NaN } };
  const differences = pairedDifferences(a, b).filter((difference) => Math.abs(difference) > TIE);
  const sizes = differences.map(Math.abs);
  const ranks = doubledRanks(sizes);
  const doubled = ranks.reduce((sum, rank, index) => (differences[index]! > 0 ? sum + rank : sum), 0);
  const total = ranks.reduce((sum, rank) => sum + rank, 0);
  const tails =
    ranks.length <= EXACT_UP_TO
      ? tailsOf(signedSums(ranks, total), doubled)
      : normalTails(doubled / 2, ranks.length, tieTerm(sizes));
  return { positive: doubled / 2, negative: (total - doubled) / 2, tails };
}

/** How many patterns of signs have each sum of positive ranks. */
function signedSums(ranks: readonly number[], total: number): Float64Array {
  const counts = new Float64Array(total + 1);
  counts[0] = 1;
  for (const rank of ranks) {
    for (let sum = total; sum >= rank; sum--) counts[sum]! += counts[sum - rank]!;
  }
  return counts;
}

function normalTails(positive: number, n: number, ties: number): Tails {
  const sd = Math.sqrt((n * (n + 1) * (2 * n + 1) - ties / 2) / 24);
  const z = (positive - (n * (n + 1)) / 4) / sd;
  return { lower: normalCdf(z, 0, 1), upper: normalCdf(-z, 0, 1) };
}
