/** Mean and spread of a sample. */

/**
 * Arithmetic mean. Sums deviations from the first value, so that equal values give exactly that value (and hence a
 * variance of exactly 0), with Neumaier's compensation for what rounding drops. NaN for an empty sample.
 */
export function mean(values: readonly number[]): number {
  requireFinite(values);
  const origin = values[0];
  if (origin === undefined) return Number.NaN;
  return origin + compensatedSum(values, (value) => value - origin) / values.length;
}

/**
 * Variance around the mean with `n - ddof` in the denominator: 1 estimates the variance of a population, 0 describes
 * the sample itself (NumPy's default). NaN where the denominator is not positive.
 */
export function variance(values: readonly number[], ddof: 0 | 1): number {
  const center = mean(values);
  const denominator = values.length - ddof;
  if (denominator <= 0) return Number.NaN;
  return compensatedSum(values, (value) => (value - center) ** 2) / denominator;
}

/** Square root of the variance, in the unit of the values. */
export function standardDeviation(values: readonly number[], ddof: 0 | 1): number {
  return Math.sqrt(variance(values, ddof));
}

/** Neumaier 1974: carries the low-order part that each addition loses. */
function compensatedSum(values: readonly number[], term: (value: number) => number): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = term(value);
    const total = sum + next;
    lost += Math.abs(sum) >= Math.abs(next) ? sum - total + next : next - total + sum;
    sum = total;
  }
  return sum + lost;
}

/** A score that is no number is a mistake upstream; averaging it away would hide it. */
export function requireFinite(values: readonly number[]): void {
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new RangeError(`Value ${bad + 1} of ${values.length} is ${values[bad]}; give finite numbers only.`);
}
