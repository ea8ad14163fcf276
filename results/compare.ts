/** The comparisons within one task: every initialization against the one with the best mean. */
import type { StatisticsSettings } from '../spec/spec';
import { mean } from '../statistics/describe';
import { testDifference } from '../statistics/difference';
import { equivalence } from '../statistics/equivalence';
import { holm } from '../statistics/holm';
import { differenceOfMeans } from '../statistics/two-sample-test';
import type { Mark } from './table';

export interface Comparison {
  readonly mark: Mark;
  /** Corrected; null for the best and the untested. */
  readonly p: number | null;
  readonly equivalenceP: number | null;
}

/** Means this close are a tie: the same scores summed in another order. */
const TIE = 1e-12;

/**
 * One comparison per sample, null for an empty one. Samples that share the best mean are all `best`; the others are
 * tested against the one of them with the most runs, the first of those in the order given.
 */
export function compareWithBest(
  samples: readonly (readonly number[])[],
  settings: StatisticsSettings,
): (Comparison | null)[] {
  const means = samples.map((sample) => (sample.length === 0 ? Number.NEGATIVE_INFINITY : mean(sample)));
  const highest = Math.max(...means);
  const isBest = means.map((value) => highest - value <= TIE);
  const best = samples.filter((_, index) => isBest[index]).reduce((a, b) => (b.length > a.length ? b : a), []);

  const tested = samples.flatMap((sample, index) =>
    !isBest[index] && sample.length >= 2 && best.length >= 2 ? [index] : [],
  );
  const differences = tested.map((index) => differenceOfMeans(samples[index]!, best, settings.test));
  const correct = settings.correction === 'holm' ? holm : (pValues: number[]) => pValues;
  const p = correct(differences.map((difference) => testDifference(difference, settings.alternative).p));
  const { margin } = settings;
  const equivalenceP =
    margin === null
      ? null
      : correct(
          differences.map((difference) => {
            const shown = equivalence(difference, margin / 100).p;
            // No variance, and a difference of exactly the margin: not within it.
            return Number.isNaN(shown) ? 1 : shown;
          }),
        );

  return samples.map((sample, index) => {
    if (sample.length === 0) return null;
    if (isBest[index]) return { mark: 'best', p: null, equivalenceP: null };
    const family = tested.indexOf(index);
    if (family < 0) return { mark: 'untested', p: null, equivalenceP: null };
    const values = { p: p[family]!, equivalenceP: equivalenceP?.[family] ?? null };
    return { mark: verdict(values.p, values.equivalenceP, settings.alpha), ...values };
  });
}

/** A difference that was shown comes first: it stays a difference, even where it is smaller than the margin. */
function verdict(p: number, equivalenceP: number | null, alpha: number): Mark {
  if (p <= alpha) return 'worse';
  return equivalenceP !== null && equivalenceP <= alpha ? 'equivalent' : 'undecided';
}
