/** The paired t-test: run k of one initialization against run k of another, which share a seed. */
import { mean, standardDeviation } from './describe';
import { type Difference, type TTest, testDifference } from './difference';
import type { Alternative } from './tails';

/** SciPy's ttest_rel(a, b). t and p are NaN below two pairs. */
export function pairedT(a: readonly number[], b: readonly number[], alternative: Alternative): TTest {
  return testDifference(pairedDifference(a, b), alternative);
}

/** What the pairs have in common, such as a lucky order of the data, falls out of the standard error. */
export function pairedDifference(a: readonly number[], b: readonly number[]): Difference {
  const differences = pairedDifferences(a, b);
  const n = differences.length;
  return { value: mean(differences), standardError: standardDeviation(differences, 1) / Math.sqrt(n), df: n - 1 };
}

/** First minus second. Both samples list the same runs in the same order. */
export function pairedDifferences(a: readonly number[], b: readonly number[]): number[] {
  if (a.length !== b.length) {
    throw new RangeError(`Pairs need samples of one length; these have ${a.length} and ${b.length} values.`);
  }
  return a.map((value, index) => value - b[index]!);
}
