/** The probability of superiority: the chance that a run of one initialization beats a run of another. */
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { placements } from './delong';
import type { Interval } from './difference-interval';
import { pairedDifferences } from './paired-t';
import { TIE } from './ranks';
import { tQuantile } from './t-distribution';
import { welchDifference } from './welch';

export interface Superiority {
  /** P(first > second) + P(first = second) / 2, in [0, 1]. Cliff's delta is 2 p - 1. */
  readonly p: number;
  /** Cut to [0, 1]; null where the runs cannot tell. */
  readonly interval: Interval | null;
}

/**
 * Of independent samples, by Brunner and Munzel (2000): statsmodels' rank_compare_2indep. It is the area under the ROC curve of telling one
 * sample from the other. No interval where the samples do not overlap, since the estimated variance is then zero.
 */
export function superiority(a: readonly number[], b: readonly number[], level: number): Superiority | null {
  const labels = [...a.map(() => 1), ...b.map(() => 0)];
  const placed = placements([...a, ...b], labels);
  if (placed === null) return null;
  const { auc: p, positives, negatives } = placed;
  const { standardError, df } = welchDifference([...positives], [...negatives]);
  const half = tQuantile((1 + level) / 2, df) * standardError;
  return { p, interval: standardError > 0 ? within(p - half, p + half) : null };
}

/** Of pairs: the share in which the first is higher, with Wilson's interval (1927), statsmodels' proportion_confint(method='wilson'). */
export function pairedSuperiority(a: readonly number[], b: readonly number[], level: number): Superiority | null {
  const differences = pairedDifferences(a, b);
  const n = differences.length;
  if (n === 0) return null;
  const won = differences.reduce((sum, difference) => sum + (difference > TIE ? 1 : difference < -TIE ? 0 : 0.5), 0);
  const p = won / n;
  const z = normalQuantile((1 + level) / 2, 0, 1);
  const center = (won + z ** 2 / 2) / (n + z ** 2);
  const half = (z / (n + z ** 2)) * Math.sqrt(n * p * (1 - p) + z ** 2 / 4);
  return { p, interval: within(center - half, center + half) };
}

function within(low: number, high: number): Interval {
  return { low: Math.max(0, low), high: Math.min(1, high) };
}
