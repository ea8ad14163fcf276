/** Nemenyi's comparison of all mean ranks with each other, after Friedman's test (Nemenyi 1963; Demsar 2006). */
import { rangeCritical, rangeUpperTail } from './studentized-range';

/**
 * By how much two mean ranks of k treatments over n blocks must differ, so that a chance of `alpha` is left for any false difference among
 * all pairs.
 */
export function criticalDifference(k: number, n: number, alpha: number): number {
  return rangeCritical(alpha, k) * standardError(k, n);
}

/** Adjusted for all pairs: p[i][j], 1 on the diagonal. scikit-posthocs' posthoc_nemenyi_friedman, at more digits. */
export function nemenyi(meanRanks: readonly number[], n: number): number[][] {
  const k = meanRanks.length;
  return meanRanks.map((a) => meanRanks.map((b) => rangeUpperTail(Math.abs(a - b) / standardError(k, n), k)));
}

/** Of a mean rank, in ranks; a difference of two has it times the root of 2, which the range of k counts in. */
function standardError(k: number, n: number): number {
  return Math.sqrt((k * (k + 1)) / (12 * n));
}
