/** How often something happened in so many draws, and how well that is known. */
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import type { Interval } from '../../statistics/difference-interval';

export interface Rate {
  /** Sum over the draws of a number between 0 and 1: mostly a count. */
  readonly sum: number;
  readonly draws: number;
}

/** Of an interval: so that of a hundred rates hardly one looks off by chance. */
const LEVEL = 0.99;

/** What the rate should keep to. */
export interface Limit {
  readonly share: number;
  readonly side: 'at most' | 'at least';
}

/**
 * Wilson's interval (1927), statsmodels' proportion_confint(method='wilson'). Of shares between 0 and 1 it is wide enough: they vary less than
 * a count with the same mean.
 */
export function wilson({ sum, draws }: Rate, level = LEVEL): Interval {
  const z2 = normalQuantile((1 + level) / 2, 0, 1) ** 2;
  const share = sum / draws;
  const center = (share + z2 / (2 * draws)) / (1 + z2 / draws);
  const half = Math.sqrt((z2 * (share * (1 - share) + z2 / (4 * draws))) / draws) / (1 + z2 / draws);
  return { low: Math.max(0, center - half), high: Math.min(1, center + half) };
}

/** Whether the interval lies wholly on the wrong side of the limit. */
export function isBeyond(rate: Rate, limit: Limit | null): boolean {
  if (limit === null) return false;
  const { low, high } = wilson(rate);
  return limit.side === 'at most' ? low > limit.share : high < limit.share;
}

/** In percent, such as `4.9 (4.8–5.1)`. */
export function rateText(rate: Rate): string {
  const { low, high } = wilson(rate);
  const percent = (share: number) => (100 * share).toFixed(1);
  return `${percent(rate.sum / rate.draws)} (${percent(low)}–${percent(high)})`;
}
