/** The range of k standard normal values, which the largest difference of many means follows when their standard error is known. */
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { solve } from './solve';

/**
 * P(range >= q) of k >= 2 values: the studentized range at infinite degrees of freedom, SciPy's studentized_range.sf(q, k, inf).
 * Given the highest value z, the others lie within q below it with a chance of (cdf(z) - cdf(z - q))^(k - 1), of all cdf(z)^(k - 1) below z.
 * By the trapezoid rule over z, to 1e-12.
 */
export function rangeUpperTail(q: number, k: number): number {
  if (Number.isNaN(q)) return Number.NaN;
  if (q <= 0) return 1;
  let sum = 0;
  for (let index = -STEPS; index <= STEPS; index++) {
    const z = (index / STEPS) * REACH;
    const below = normalCdf(z, 0, 1);
    const farBelow = normalCdf(z - q, 0, 1);
    // As a difference of powers every small tail would be lost to rounding.
    sum -= Math.exp(-(z ** 2) / 2) * below ** (k - 1) * Math.expm1((k - 1) * Math.log1p(-farBelow / below));
  }
  return Math.min(1, ((k * REACH) / STEPS / Math.sqrt(2 * Math.PI)) * sum);
}

/** The q that the range reaches with chance `alpha`. */
export function rangeCritical(alpha: number, k: number): number {
  const beyond = (q: number) => rangeUpperTail(q, k) - alpha;
  let high = 1;
  while (beyond(high) > 0) high *= 2;
  return solve(beyond, 0, high);
}

/** The normal density falls to 1e-31 of its peak within it: tails are small, and come from far out. */
const REACH = 12;
const STEPS = 120;
