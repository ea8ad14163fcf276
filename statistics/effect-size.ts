/** How large a difference is, in a unit that does not depend on the metric. */
import type { Interval } from './difference-interval';
import { hedgesG, standardizedInterval } from './hedges-g';
import { runSpread } from './run-spread';
import { differenceOfMeans, isPaired, type RunTest } from './run-test';
import { pairedSuperiority, superiority } from './superiority';

/** Of tests that look at means: standard deviations of a run. Of tests that look at ranks: the chance that a run of the first is the higher. */
export type EffectKind = 'hedges-g' | 'superiority';

export interface EffectSize {
  readonly value: number;
  /** null where the runs cannot tell. */
  readonly interval: Interval | null;
}

export function effectKind(test: RunTest): EffectKind {
  return test === 'mann-whitney' || test === 'wilcoxon' ? 'superiority' : 'hedges-g';
}

/** Of the first sample against the second, with an interval of `level`, for instance 0.95. null where there are too few runs, or they do not vary. */
export function effectSize(
  a: readonly number[],
  b: readonly number[],
  test: RunTest,
  level: number,
): EffectSize | null {
  if (effectKind(test) === 'superiority') {
    const found = (isPaired(test) ? pairedSuperiority : superiority)(a, b, level);
    return found === null ? null : { value: found.p, interval: found.interval };
  }
  const [difference, spread] = [differenceOfMeans(a, b, test), runSpread(a, b, test)];
  const value = hedgesG(difference, spread);
  return value === null ? null : { value, interval: standardizedInterval(difference, spread, level) };
}
