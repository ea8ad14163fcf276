/** How often something happened in so many draws, and how well that is known. */
import type { Interval } from '../../statistics/difference-interval';
import { wilsonInterval } from '../../statistics/wilson';

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

/** Wilson's interval of what the rate stands for. */
export function wilson({ sum, draws }: Rate, level = LEVEL): Interval {
  return wilsonInterval(sum, draws, level);
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
