/** Hedges' g: a difference of means in standard deviations of a run. */
import gammaDeltaRatio from '@stdlib/math-base-special-gamma-delta-ratio';
import type { Difference } from './difference';
import type { Interval } from './difference-interval';
import { noncentralityOf } from './noncentral-t';
import type { RunSpread } from './run-spread';

/**
 * The difference over the standard deviation, times what makes it unbiased for few runs (Hedges 1981, eq. 6e). With the spread of Student's
 * test the classical g; of Welch's the g* of Delacre et al. (2021), over the root mean square of both standard deviations; of pairs the g of
 * their differences. null where the runs do not vary, or the spread has less than two degrees of freedom: so few estimate it too badly.
 */
export function hedgesG(difference: Difference, { sd, df }: RunSpread): number | null {
  if (!(sd > 0) || !(df >= 2)) return null;
  const unbiased = Math.sqrt(2 / df) / gammaDeltaRatio((df - 1) / 2, 0.5);
  return (unbiased * difference.value) / sd;
}

/**
 * Interval of the true standardized difference: those for which the t that was seen is not among the outermost, on either side. It excludes
 * zero where the two-sided t-test rejects at 1 - `level`. Exact for Student's and the paired t-test, an approximation for Welch's.
 */
export function standardizedInterval(
  { value, standardError, df }: Difference,
  { sd }: RunSpread,
  level: number,
): Interval {
  const t = value / standardError;
  const limit = (p: number) => (noncentralityOf(p, t, df) * standardError) / sd;
  return { low: limit((1 - level) / 2), high: limit((1 + level) / 2) };
}
