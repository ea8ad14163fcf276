/** Benjamini and Hochberg's step-up correction: bounds the expected share of false ones among the rejections. */
import { requireProbabilities } from './holm';

/**
 * Adjusted p-values (Benjamini and Hochberg 1995), in the order given; reject those at or below alpha. statsmodels'
 * multipletests(method='fdr_bh'). The i-th smallest of m is multiplied by m / i, and is at most its successor.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  requireProbabilities(pValues);
  const m = pValues.length;
  const descending = pValues.map((_, index) => index).sort((a, b) => pValues[b]! - pValues[a]!);
  const adjusted = new Array<number>(m);
  let smallest = 1;
  for (const [position, index] of descending.entries()) {
    smallest = Math.min(smallest, (pValues[index]! * m) / (m - position));
    adjusted[index] = smallest;
  }
  return adjusted;
}
