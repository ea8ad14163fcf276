/** Means over an estimated standard deviation: what turns a normal distribution into Student's, and Dunnett's from many. */
import { weightedMean } from './weighted-mean';

/**
 * Mean of `value(S)` over S = sqrt(chi-square(df) / df): the estimate over the true value, with `df` > 0 degrees of freedom.
 *
 * Taken by the trapezoid rule over u = log S. There the density of S is exp(df (u - exp(2u) / 2)) up to a constant, smooth and falling off at
 * both ends, so that the rule converges exponentially; dividing by the same sum of weights supplies the constant. With few degrees of
 * freedom the fall to the left is slow: steps of w, of which u is a function, grow there.
 * `step` of w: small against `densityWidth(df)` and against the width on which `value` changes.
 */
export function meanOverScale(df: number, step: number, value: (scale: number) => number): number {
  const { from, to } = range(df);
  let weights = 0;
  let sum = 0;
  for (let w = from; w <= to; w += step) {
    const u = logScale(w);
    const weight = slope(w) * Math.exp(logDensity(u, df));
    weights += weight;
    sum += weight * value(Math.exp(u));
  }
  return sum / weights;
}

/** As meanOverScale, of a `value` that has a kink at one scale, or is steep there. */
export function meanWithKink(df: number, kink: number, value: (scale: number) => number): number {
  const { from, to } = range(df);
  const [low, high] = [Math.exp(logScale(from)), Math.exp(logScale(to))];
  const ends = kink > low && kink < high ? [low, kink, high] : [low, high];
  return weightedMean(ends, (scale) => Math.exp(logDensity(Math.log(scale), df)) / scale, value);
}

/** Standard deviation of log S, for many degrees of freedom. */
export function densityWidth(df: number): number {
  return 1 / Math.sqrt(2 * df);
}

/** u of w: both are 0 at the peak of the density, and the fall to the left becomes doubly exponential. */
function logScale(w: number): number {
  return w + (1 - Math.exp(-w)) / 4;
}

function slope(w: number): number {
  return 1 + Math.exp(-w) / 4;
}

/** Unnormalised, and 0 at its peak u = 0. */
function logDensity(u: number, df: number): number {
  return df * (u - (Math.exp(2 * u) - 1) / 2);
}

/** Outside, the density is below exp(-NEGLIGIBLE) of its peak. */
const NEGLIGIBLE = 34;

/** Of w. */
function range(df: number): { from: number; to: number } {
  const width = densityWidth(df);
  let from = -width;
  while (logDensity(logScale(from), df) > -NEGLIGIBLE) from -= width;
  let to = width;
  while (logDensity(logScale(to), df) > -NEGLIGIBLE) to += width;
  return { from, to };
}
