import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import type { Interval } from './difference-interval';

/**
 * Interval of `level` for the share behind `count` of `n` > 0, by Wilson (1927): statsmodels' proportion_confint(method='wilson'), within [0, 1].
 * `count` need not be whole: of a sum of shares between 0 and 1 the interval is wide enough, since they vary less than a count with the same mean.
 */
export function wilsonInterval(count: number, n: number, level: number): Interval {
  const z2 = normalQuantile((1 + level) / 2, 0, 1) ** 2;
  const share = count / n;
  const center = (count + z2 / 2) / (n + z2);
  const half = Math.sqrt(z2 * (n * share * (1 - share) + z2 / 4)) / (n + z2);
  return { low: Math.max(0, center - half), high: Math.min(1, center + half) };
}
