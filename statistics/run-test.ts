/** The tests over runs that a spec can name. */
import { type Difference, differenceTails } from './difference';
import { mannWhitney } from './mann-whitney';
import { pairedDifference } from './paired-t';
import { permutation } from './permutation';
import { studentDifference } from './student';
import type { Tails } from './tails';
import { welchDifference } from './welch';
import { wilcoxon } from './wilcoxon';

export const RUN_TESTS = ['welch', 'student', 'paired-t', 'mann-whitney', 'wilcoxon', 'permutation'] as const;

export type RunTest = (typeof RUN_TESTS)[number];

interface Definition {
  /** Whether value k of either sample comes from run k. */
  readonly paired: boolean;
  /** The test's own, or that of the t-test of the same design. */
  readonly difference: (a: readonly number[], b: readonly number[]) => Difference;
  /** Tails of a test that counts arrangements of the runs instead of using the t distribution. */
  readonly counted?: (a: readonly number[], b: readonly number[]) => Tails;
}

const DEFINITIONS: Readonly<Record<RunTest, Definition>> = {
  welch: { paired: false, difference: welchDifference },
  student: { paired: false, difference: studentDifference },
  'paired-t': { paired: true, difference: pairedDifference },
  'mann-whitney': { paired: false, difference: welchDifference, counted: (a, b) => mannWhitney(a, b).tails },
  wilcoxon: { paired: true, difference: pairedDifference, counted: (a, b) => wilcoxon(a, b).tails },
  permutation: { paired: false, difference: welchDifference, counted: permutation },
};

export function isPaired(test: RunTest): boolean {
  return DEFINITIONS[test].paired;
}

/** Whether the test counts arrangements of the runs, so that few runs keep its p-value from being small. */
export function isCounted(test: RunTest): boolean {
  return DEFINITIONS[test].counted !== undefined;
}

/**
 * Difference of means, first minus second, with standard error and degrees of freedom. For the tests that count arrangements those of
 * Welch's test, or of the paired t-test, stand in: a description of the same runs, not the test itself.
 */
export function differenceOfMeans(a: readonly number[], b: readonly number[], test: RunTest): Difference {
  return DEFINITIONS[test].difference(a, b);
}

/**
 * Tails of the named test of the hypothesis that the first sample lies `hypothesized` above the second; `pFromTails` makes a p-value of
 * them. The tests that count arrangements move the first sample: they speak of a shift, and assume that both samples have one shape.
 */
export function testRuns(a: readonly number[], b: readonly number[], test: RunTest, hypothesized = 0): Tails {
  const { difference, counted } = DEFINITIONS[test];
  if (counted === undefined) return differenceTails(difference(a, b), hypothesized);
  return counted(hypothesized === 0 ? a : a.map((value) => value - hypothesized), b);
}
