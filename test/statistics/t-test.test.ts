import assert from 'node:assert/strict';
import { testDifference } from '../../statistics/difference';
import { differenceInterval } from '../../statistics/difference-interval';
import { differenceOfMeans } from '../../statistics/run-test';
import { student } from '../../statistics/student';
import type { Alternative } from '../../statistics/tails';
import { welch } from '../../statistics/welch';
import { assertClose, GOLDEN } from './golden';

const TESTS = { welch, student } as const;
const ALTERNATIVES: readonly Alternative[] = ['two-sided', 'less', 'greater'];

for (const [name, test] of Object.entries(TESTS) as ['welch' | 'student', typeof welch][]) {
  describe(`the ${name} test`, () => {
    it("agrees with SciPy's ttest_ind in t, degrees of freedom and p, edges included", () => {
      for (const [index, golden] of GOLDEN.twoSample.entries()) {
        for (const alternative of ALTERNATIVES) {
          const result = test(golden.a, golden.b, alternative);
          const expected = golden[name][alternative];
          for (const key of ['t', 'df', 'p'] as const) {
            assertClose(result[key], expected[key], `case ${index}, ${alternative}, ${key}`);
          }
        }
      }
    });

    it("agrees with SciPy's confidence interval of the difference", () => {
      for (const [index, golden] of GOLDEN.twoSample.entries()) {
        const interval = differenceInterval(differenceOfMeans(golden.a, golden.b, name), 0.95);
        assertClose(interval.low, golden[name].interval[0], `case ${index}, low`);
        assertClose(interval.high, golden[name].interval[1], `case ${index}, high`);
      }
    });

    it('gives the mirrored t and the same p when the samples change places', () => {
      for (const { a, b } of GOLDEN.twoSample) {
        const [there, back] = [test(a, b, 'less'), test(b, a, 'greater')];
        assert.deepEqual([there.t, there.p], [0 - back.t, back.p]);
      }
    });

    it('finds nothing in an empty sample', () => {
      assert.ok(Number.isNaN(test([], [0.5, 0.6], 'two-sided').p));
    });

    it('refuses values that are no numbers', () => {
      assert.throws(() => test([0.5, Number.NaN], [0.5, 0.6], 'two-sided'), /Value 2 of 2 is NaN/);
      assert.throws(() => test([0.5, 0.6], [Number.POSITIVE_INFINITY], 'two-sided'), /Value 1 of 1 is Infinity/);
    });

    it('tells equal values with rounding in their decimals apart from values that vary', () => {
      assert.equal(test([0.1, 0.1, 0.1], [0.3, 0.3, 0.3], 'two-sided').t, Number.NEGATIVE_INFINITY);
    });
  });
}

describe('a test against another difference than zero', () => {
  it('is the test of the first sample moved by it', () => {
    const [a, b] = [
      [0.84, 0.85, 0.83],
      [0.8, 0.82, 0.83],
    ];
    const moved = welch(
      a.map((value) => value - 0.05),
      b,
      'less',
    );
    assertClose(testDifference(differenceOfMeans(a, b, 'welch'), 'less', 0.05).p, moved.p, 'p');
  });
});

describe('a confidence interval', () => {
  it('refuses a level outside (0, 1)', () => {
    const difference = differenceOfMeans([0.5, 0.6], [0.4, 0.5], 'welch');
    for (const level of [0, 1, 95, Number.NaN]) assert.throws(() => differenceInterval(difference, level), RangeError);
  });
});
