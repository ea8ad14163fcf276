/**
 * How well a score is known over test cases, from what each case adds to its error. Sums of scores on the same cases, as means over runs or
 * classes and differences, add up case by case, whatever the dependence between them.
 */
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { clusterCount } from './bootstrap';
import { placements } from './delong';
import type { Interval } from './difference-interval';

export interface Influenced {
  readonly value: number;
  /** By case; the sum of their squares is the variance of `value`. NaN where it is not known. */
  readonly influence: Float64Array;
}

/**
 * An AUC with the variance of DeLong, DeLong and Clarke-Pearson (1988), to be summed over clusters as Obuchowski (1997) does.
 *
 * @param clusters of each case, from 0 on; null: each case is its own.
 * @returns null unless both labels occur; of positives, or negatives, of a single case or cluster the variance is not known.
 */
export function influencedAuc(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  clusters: Int32Array | null,
): Influenced | null {
  const placed = placements(scores, labels);
  if (placed === null) return null;
  const influence = new Float64Array(scores.length);
  for (const [label, shares] of [placed.negatives, placed.positives].entries()) {
    const units = clusters === null ? shares.length : clustersWith(label, labels, clusters);
    const factor = units < 2 ? Number.NaN : Math.sqrt(units / (units - 1)) / shares.length;
    for (let index = 0, place = 0; index < scores.length; index++)
      if (labels[index] === label) influence[index] = factor * (shares[place++]! - placed.auc);
  }
  return { value: placed.auc, influence };
}

function clustersWith(label: number, labels: ArrayLike<number>, clusters: Int32Array): number {
  return new Set(clusters.filter((_, index) => labels[index] === label)).size;
}

/** Normal interval; null where the variance is not known. */
export function influenceInterval(
  { value, influence }: Influenced,
  clusters: Int32Array | null,
  level: number,
): Interval | null {
  const sums = clusters === null ? influence : new Float64Array(clusterCount(clusters));
  if (clusters !== null) for (const [index, cluster] of clusters.entries()) sums[cluster]! += influence[index]!;
  const variance = sums.reduce((sum, each) => sum + each ** 2, 0);
  const half = normalQuantile((1 + level) / 2, 0, 1) * Math.sqrt(variance);
  return Number.isNaN(half) ? null : { low: value - half, high: value + half };
}
