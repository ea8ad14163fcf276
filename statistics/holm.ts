/** Holm's step-down correction: bounds the chance of any false rejection in a family, whatever the dependence. */

/**
 * Adjusted p-values (Holm 1979), in the order given; reject those at or below alpha. statsmodels' multipletests(method='holm').
 * The i-th smallest of m is multiplied by m - i + 1, never falls below its predecessor, and is at most 1.
 */
export function holm(pValues: readonly number[]): number[] {
  requireProbabilities(pValues);
  const ascending = pValues.map((_, index) => index).sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  for (const [rank, index] of ascending.entries()) {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * pValues[index]!));
    adjusted[index] = largest;
  }
  return adjusted;
}

export function requireProbabilities(pValues: readonly number[]): void {
  for (const p of pValues) {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`A p-value lies in [0, 1]; ${p} does not.`);
  }
}
