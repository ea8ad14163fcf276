/** The permutation test of a difference of means: how do the same values look when they are dealt to the samples anew? */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { mean } from './describe';
import { TIE } from './ranks';
import type { Tails } from './tails';

/** Up to this many values together every deal is counted; above, DEALS random ones are. */
export const EXACT_UP_TO = 30;

/** Monte Carlo deals: they leave a p-value of 0.05 uncertain by 0.0014 (two standard errors). */
export const DEALS = 99_999;

/**
 * Tails of SciPy's permutation_test of mean(a) - mean(b) with permutation_type='independent': exact, or with the observed deal added to
 * DEALS random ones (Phipson and Smyth 2010), drawn from `seed`. NaN when a sample is empty.
 */
export function permutation(a: readonly number[], b: readonly number[], seed = 1): Tails {
  if (a.length === 0 || b.length === 0) return { lower: Number.NaN, upper: Number.NaN };
  const pooled = [...a, ...b];
  const center = mean(pooled);
  const values = pooled.map((value) => value - center);
  // Sizes are fixed, so that the first sample's sum orders the deals as the difference of means does.
  const observed = sum(values.slice(0, a.length));
  return values.length <= EXACT_UP_TO
    ? exactTails(values, a.length, observed)
    : drawnTails(values, a.length, observed, seed);
}

/**
 * Meet in the middle: a deal takes j values from the first half and the rest from the second. With the sums of either
 * half sorted, one pass counts the pairs on each side of the observed sum, so that 30 values cost 2 * 2^15 sums, not C(30, 15).
 */
function exactTails(values: readonly number[], size: number, observed: number): Tails {
  const middle = values.length >> 1;
  const [first, second] = [sumsBySize(values.slice(0, middle)), sumsBySize(values.slice(middle))];
  let [lower, upper, all] = [0, 0, 0];
  for (let j = Math.max(0, size - second.length + 1); j <= Math.min(size, first.length - 1); j++) {
    const [left, right] = [first[j]!, second[size - j]!];
    all += left.length * right.length;
    lower += pairsUpTo(left, right, observed + TIE);
    upper += left.length * right.length - pairsUpTo(left, right, observed - TIE);
  }
  return { lower: lower / all, upper: upper / all };
}

/** Sums of all subsets, by the number of their members, ascending. */
function sumsBySize(values: readonly number[]): Float64Array[] {
  const sums = new Float64Array(1 << values.length);
  const bySize: number[][] = Array.from({ length: values.length + 1 }, () => []);
  const sizes = new Uint8Array(sums.length);
  bySize[0]!.push(0);
  for (let subset = 1; subset < sums.length; subset++) {
    const rest = subset & (subset - 1);
    sums[subset] = sums[rest]! + values[31 - Math.clz32(subset ^ rest)]!;
    sizes[subset] = sizes[rest]! + 1;
    bySize[sizes[subset]!]!.push(sums[subset]!);
  }
  return bySize.map((some) => Float64Array.from(some).sort());
}

/** How many pairs, one of either ascending list, add up to `limit` at most. */
function pairsUpTo(left: Float64Array, right: Float64Array, limit: number): number {
  let pairs = 0;
  let fitting = right.length;
  for (const value of left) {
    while (fitting > 0 && value + right[fitting - 1]! > limit) fitting--;
    pairs += fitting;
  }
  return pairs;
}

function drawnTails(values: number[], size: number, observed: number, seed: number): Tails {
  const random = xoroshiro128plus(seed);
  // The observed deal is one of the possible ones: without it p could be 0.
  let [lower, upper] = [1, 1];
  for (let deal = 0; deal < DEALS; deal++) {
    let drawn = 0;
    for (let place = 0; place < size; place++) {
      const taken = uniformInt(random, place, values.length - 1);
      [values[place], values[taken]] = [values[taken]!, values[place]!];
      drawn += values[place]!;
    }
    if (drawn <= observed + TIE) lower++;
    if (drawn >= observed - TIE) upper++;
  }
  return { lower: lower / (DEALS + 1), upper: upper / (DEALS + 1) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
