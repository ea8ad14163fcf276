/** The probability of superiority: the chance that a run of one initialization beats a run of another. */
import { placements } from './delong';
import type { Interval } from './difference-interval';
import { pairedDifferences } from './paired-t';
import { TIE } from './ranks';
import { tQuantile } from './t-distribution';
import { welchDifference } from './welch';
import { wilsonInterval } from './wilson';

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
  return { p, interval: standardError > 0 ? { low: Math.max(0, p - half), high: Math.min(1, p + half) } : null };
}

/** Of pairs: the share in which the first is higher, with Wilson's interval. */
export function pairedSuperiority(a: readonly number[], b: readonly number[], level: number): Superiority | null {
  const differences = pairedDifferences(a, b);
  const n = differences.length;
  if (n === 0) return null;
  const won = differences.reduce((sum, difference) => sum + (difference > TIE ? 1 : difference < -TIE ? 0 : 0.5), 0);
  return { p: won / n, interval: wilsonInterval(won, n, level) };
}
