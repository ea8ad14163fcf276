/** The noncentral t distribution: how a t statistic falls when there is a true difference. */
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';

/**
 * P(T > t) for T = (Z + noncentrality) / S, with Z standard normal and S = sqrt(chi-square(df) / df) independent of it:
 * the mean over S of P(Z > t S - noncentrality). For t >= 0 and df >= 1.
 *
 * Taken by the trapezoid rule over u = log S. There the density of S is exp(df (u - exp(2u) / 2)) up to a constant,
 * smooth and falling off fast at both ends, so that the rule converges exponentially; dividing by the same sum of
 * weights supplies the constant. Agrees with SciPy's nct to 1e-10.
 */
export function noncentralUpperTail(t: number, df: number, noncentrality: number): number {
  const { from, to } = logScaleRange(df);
  const step = Math.min(1 / Math.sqrt(2 * df), 1 / (1 + Math.abs(noncentrality))) / 6;
  let weights = 0;
  let sum = 0;
  for (let u = from; u <= to; u += step) {
    const weight = Math.exp(logDensity(u, df));
    weights += weight;
    sum += weight * normalCdf(noncentrality - t * Math.exp(u), 0, 1);
  }
  return sum / weights;
}

/** Unnormalised, and 0 at its peak u = 0. */
function logDensity(u: number, df: number): number {
  return df * (u - (Math.exp(2 * u) - 1) / 2);
}

/** Outside, the density is below exp(-NEGLIGIBLE) of its peak. */
const NEGLIGIBLE = 34;

function logScaleRange(df: number): { from: number; to: number } {
  const width = 1 / Math.sqrt(2 * df);
  let from = -width;
  while (logDensity(from, df) > -NEGLIGIBLE) from -= width;
  let to = width;
  while (logDensity(to, df) > -NEGLIGIBLE) to += width;
  return { from, to };
}
