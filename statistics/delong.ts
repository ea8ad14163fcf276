/** How well an area under the ROC curve is known over test cases (DeLong, DeLong and Clarke-Pearson 1988). */
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { labelledOrder } from './labelled-order';

/** A classifier's AUC and what each case contributes to it; of two classifiers on the same cases, side by side. */
export interface Placements {
  readonly auc: number;
  /** For each positive, in order: the share of negatives that score below it, ties counted half. */
  readonly positives: Float64Array;
  /** For each negative, in order: the share of positives that score above it, ties counted half. */
  readonly negatives: Float64Array;
}

export interface AucEstimate {
  readonly auc: number;
  readonly standardError: number;
  /** Normal interval, cut to [0, 1]. */
  readonly low: number;
  readonly high: number;
}

export interface AucComparison {
  /** First minus second. */
  readonly difference: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
  /** Two-sided; 1 where nothing differs in any case. */
  readonly p: number;
}

/**
 * By one pass over the sorted scores, as Sun and Xu (2014) do by ranks: O(n log n).
 *
 * @param scores finite; higher means more positive.
 * @param labels one for each score; cases whose label is neither 0 nor 1 do not count.
 * @returns null unless both labels occur.
 */
export function placements(scores: ArrayLike<number>, labels: ArrayLike<number>): Placements | null {
  const order = labelledOrder(scores, labels);
  const m = order.reduce((sum, index) => sum + labels[index]!, 0);
  const n = order.length - m;
  if (m === 0 || n === 0) return null;
  const shares = new Float64Array(scores.length);
  let [positivesBelow, negativesBelow] = [0, 0];
  for (let first = 0; first < order.length; ) {
    let [end, tiedPositives] = [first, 0];
    while (end < order.length && scores[order[end]!] === scores[order[first]!]) tiedPositives += labels[order[end++]!]!;
    const tiedNegatives = end - first - tiedPositives;
    const ofPositives = (negativesBelow + tiedNegatives / 2) / n;
    const ofNegatives = (m - positivesBelow - tiedPositives / 2) / m;
    for (let place = first; place < end; place++)
      shares[order[place]!] = labels[order[place]!] === 1 ? ofPositives : ofNegatives;
    positivesBelow += tiedPositives;
    negativesBelow += tiedNegatives;
    first = end;
  }
  const positives = shares.filter((_, index) => labels[index] === 1);
  return { auc: mean(positives), positives, negatives: shares.filter((_, index) => labels[index] === 0) };
}

/** The standard error is NaN with a single positive or negative, and so is the interval. */
export function aucEstimate({ auc, positives, negatives }: Placements, level: number): AucEstimate {
  const standardError = Math.sqrt(covariance(positives, positives) + covariance(negatives, negatives));
  const half = normalQuantile((1 + level) / 2, 0, 1) * standardError;
  return { auc, standardError, low: Math.max(0, auc - half), high: Math.min(1, auc + half) };
}

/** DeLong's test of two classifiers that scored the same cases. */
export function compareAucs(a: Placements, b: Placements, level: number): AucComparison {
  const variance = [
    [a.positives, b.positives],
    [a.negatives, b.negatives],
  ].reduce((sum, [x, y]) => sum + covariance(x!, x!) + covariance(y!, y!) - 2 * covariance(x!, y!), 0);
  const difference = a.auc - b.auc;
  // The same scores twice leave a variance that rounding may take below zero.
  const standardError = Math.sqrt(Math.max(0, variance));
  const half = normalQuantile((1 + level) / 2, 0, 1) * standardError;
  const p = difference === 0 ? 1 : 2 * normalCdf(-Math.abs(difference) / standardError, 0, 1);
  return { difference, standardError, low: difference - half, high: difference + half, p };
}

/** Of the means of two samples: their covariance divided by n. */
function covariance(a: Float64Array, b: Float64Array): number {
  const [ofA, ofB] = [mean(a), mean(b)];
  const sum = a.reduce((total, value, index) => total + (value - ofA) * (b[index]! - ofB), 0);
  return sum / (a.length - 1) / a.length;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
