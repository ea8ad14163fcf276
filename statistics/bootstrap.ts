/** Percentile intervals by drawing the test cases again, with replacement (Efron 1979). */
import type { Interval } from './difference-interval';
import { labelledOrder } from './labelled-order';

/** As many as reports draw: the ends of an interval of 95 % then rest on fifty of them each. */
export const DRAWS = 2000;

export interface BootstrapOptions {
  readonly cases: number;
  readonly draws: number;
  /** Share of the draws within the interval, for instance 0.95. */
  readonly level: number;
  /** A whole number from 0 to below `bound`. */
  readonly integer: (bound: number) => number;
  /** Of each case, from 0 on: cases of one cluster, as the images of a patient, are drawn together. Absent: each case is its own. */
  readonly clusters?: Int32Array | undefined;
}

/**
 * One interval for each of the statistics that `statistics` answers, all from the same draws. It is given how often each case was drawn,
 * and answers null where a statistic is not defined, as an AUC without positives; that draw is left out of its interval. A statistic
 * that is not defined in more than half of the draws has null for an interval, and so has every one where there is but one to draw from.
 */
export function bootstrapIntervals(
  statistics: (times: Uint16Array) => readonly (number | null)[],
  { cases, draws, level, integer, clusters }: BootstrapOptions,
): (Interval | null)[] {
  const times = new Uint16Array(cases);
  const units = clusters === undefined ? cases : clusterCount(clusters);
  const unitTimes = clusters === undefined ? times : new Uint16Array(units);
  const drawn = Array.from({ length: draws }, () => {
    unitTimes.fill(0);
    for (let unit = 0; unit < units; unit++) unitTimes[integer(units)]!++;
    if (clusters !== undefined) for (let index = 0; index < cases; index++) times[index] = unitTimes[clusters[index]!]!;
    return statistics(times);
  });
  return (drawn[0] ?? []).map((_, place) => {
    const values = drawn.flatMap((each) => each[place] ?? []).sort((a, b) => a - b);
    if (units < 2 || values.length < draws / 2) return null;
    return { low: quantile(values, (1 - level) / 2), high: quantile(values, (1 + level) / 2) };
  });
}

/** How many clusters are numbered from 0 on. */
export function clusterCount(clusters: Int32Array): number {
  return 1 + clusters.reduce((highest, cluster) => Math.max(highest, cluster), -1);
}

/** Linear between order statistics, as NumPy's quantile. */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const [low, high] = [sorted[below]!, sorted[Math.min(below + 1, sorted.length - 1)]!];
  return low + (high - low) * (place - below);
}

/** AUC of cases that count several times, sorted once for all draws. Cases whose label is neither 0 nor 1 do not count. null without both labels. */
export function repeatedAuc(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
): (times: Uint16Array) => number | null {
  const order = labelledOrder(scores, labels);
  const isPositive = new Uint8Array(order.length);
  for (let place = 0; place < order.length; place++) isPositive[place] = labels[order[place]!]!;
  const ties = mixedTies(scores, order, isPositive);
  return (times) => {
    // Without a branch, which a processor could only guess: a positive beats all negatives that came before it.
    let [positives, negatives, wins] = [0, 0, 0];
    for (let place = 0; place < order.length; place++) {
      const count = times[order[place]!]!;
      const ofPositive = count & -isPositive[place]!;
      positives += ofPositive;
      negatives += count - ofPositive;
      wins += ofPositive * negatives;
    }
    for (const tie of ties) wins += halfOfTie(tie, times, order, isPositive);
    return positives === 0 || negatives === 0 ? null : wins / (positives * negatives);
  };
}

interface Tie {
  readonly start: number;
  readonly end: number;
}

/** Places of equal scores that both labels have. */
function mixedTies(scores: ArrayLike<number>, order: Int32Array, isPositive: Uint8Array): Tie[] {
  const ties: Tie[] = [];
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && scores[order[end]!] === scores[order[start]!]) end++;
    if (end - start > 1 && new Set(isPositive.subarray(start, end)).size > 1) ties.push({ start, end });
    start = end;
  }
  return ties;
}

/** What the sum of wins lacks for every tied pair to count half: pairs with the negative first counted whole, the others not at all. */
function halfOfTie({ start, end }: Tie, times: Uint16Array, order: Int32Array, isPositive: Uint8Array): number {
  let [positives, negatives, counted] = [0, 0, 0];
  for (let place = start; place < end; place++) {
    const count = times[order[place]!]!;
    if (isPositive[place] === 1) {
      positives += count;
      counted += count * negatives;
    } else negatives += count;
  }
  return (positives * negatives) / 2 - counted;
}
