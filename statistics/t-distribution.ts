/** Student's t distribution, at infinite t as well. Degrees of freedom need not be whole (Welch). */
import cdf from '@stdlib/stats-base-dists-t-cdf';
import quantile from '@stdlib/stats-base-dists-t-quantile';

/** P(T <= t). Small probabilities keep their relative precision; NaN for NaN arguments or df <= 0. */
export function lowerTail(t: number, df: number): number {
  return cdf(t, df);
}

/** P(T >= t), from the symmetry of the distribution, as 1 - P(T <= t) would lose every small p-value to rounding. */
export function upperTail(t: number, df: number): number {
  return cdf(-t, df);
}

/** The t below which a share `p` in [0, 1] of the distribution lies. */
export function tQuantile(p: number, df: number): number {
  return quantile(p, df);
}
