/** How well an area under the ROC curve is known over test cases (DeLong, DeLong and Clarke-Pearson 1988). */
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

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
 * By ranks, after Sun and Xu (2014): O(n log n).
 *
 * @param scores finite; higher means more positive.
 * @param labels 0 or 1, one for each score.
 * @returns null unless both labels occur.
 */
export function placements(scores: ArrayLike<number>, labels: ArrayLike<number>): Placements | null {
  const cases = Array.from({ length: scores.length }, (_, index) => index);
  const [positive, negative] = [1, 0].map((label) => cases.filter((index) => labels[index] === label));
  const [m, n] = [positive!.length, negative!.length];
  if (m === 0 || n === 0) return null;
  const among = midranks(scores, cases);
  const amongPositives = midranks(scores, positive!);
  const amongNegatives = midranks(scores, negative!);
  const positives = Float64Array.from(positive!, (index) => (among[index]! - amongPositives[index]!) / n);
  const negatives = Float64Array.from(negative!, (index) => 1 - (among[index]! - amongNegatives[index]!) / m);
  return { auc: mean(positives), positives, negatives };
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

/** Ranks from 1 among `cases`, ties sharing their mean; by index of the case. */
function midranks(scores: ArrayLike<number>, cases: readonly number[]): Float64Array {
  const order = cases.toSorted((a, b) => scores[a]! - scores[b]!);
  const ranks = new Float64Array(scores.length);
  for (let first = 0; first < order.length; ) {
    let end = first;
    while (end < order.length && scores[order[end]!] === scores[order[first]!]) end++;
    for (let place = first; place < end; place++) ranks[order[place]!] = (first + 1 + end) / 2;
    first = end;
  }
  return ranks;
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
