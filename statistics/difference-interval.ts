/** Confidence interval of a difference of means. */
import type { Difference } from './difference';
import { tQuantile } from './t-distribution';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Two-sided interval that covers the true difference in a share `level` of repetitions, for instance 0.95.
 * SciPy's ttest_ind(...).confidence_interval(level). A single interval: not widened for how many are read at once.
 */
export function differenceInterval(difference: Difference, level: number): Interval {
  if (!(level > 0 && level < 1)) throw new RangeError(`A confidence level lies between 0 and 1; ${level} does not.`);
  const half = tQuantile((1 + level) / 2, difference.df) * difference.standardError;
  return { low: difference.value - half, high: difference.value + half };
}
