/** The noncentral t distribution: how a t statistic falls when there is a true difference. */
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { densityWidth, meanOverScale } from './mean-over-scale';
import { solve } from './solve';

/**
 * P(T > t) for T = (Z + noncentrality) / S, with Z standard normal and S = sqrt(chi-square(df) / df) independent of it:
 * the mean over S of P(Z > t S - noncentrality). For t >= 0 and df >= 1. Agrees with SciPy's nct to 1e-10.
 */
export function noncentralUpperTail(t: number, df: number, noncentrality: number): number {
  const step = Math.min(densityWidth(df), 1 / (1 + Math.abs(noncentrality))) / 6;
  return meanOverScale(df, step, (scale) => normalCdf(noncentrality - t * scale, 0, 1));
}

/** The noncentrality that has a chance `p` in (0, 1) of a T above `t`, of either sign. It rises with `p`. */
export function noncentralityOf(p: number, t: number, df: number): number {
  // From T < t: the mirrored T is above -t, by the mirrored noncentrality.
  if (t < 0) return -noncentralityOf(1 - p, -t, df);
  const excess = (noncentrality: number) => noncentralUpperTail(t, df, noncentrality) - p;
  let reach = 1 + t;
  while (excess(t - reach) > 0 || excess(t + reach) < 0) reach *= 2;
  return solve(excess, t - reach, t + reach);
}
