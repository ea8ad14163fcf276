/** The two-sample tests that a spec can name. */
import type { Difference } from './difference';
import { studentDifference } from './student';
import { welchDifference } from './welch';

export type TwoSampleTest = 'welch' | 'student';

const DIFFERENCES: Record<TwoSampleTest, (a: readonly number[], b: readonly number[]) => Difference> = {
  welch: welchDifference,
  student: studentDifference,
};

/** Difference of means, first minus second, with the standard error and degrees of freedom of the named test. */
export function differenceOfMeans(a: readonly number[], b: readonly number[], test: TwoSampleTest): Difference {
  return DIFFERENCES[test](a, b);
}
