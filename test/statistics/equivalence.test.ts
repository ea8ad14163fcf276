import assert from 'node:assert/strict';
import { differenceInterval } from '../../statistics/difference-interval';
import { equivalence } from '../../statistics/equivalence';
import { differenceOfMeans } from '../../statistics/run-test';
import { assertClose, GOLDEN } from './golden';

describe('equivalence', () => {
  for (const name of ['welch', 'student'] as const) {
    it(`agrees with statsmodels' ttost_ind (${name})`, () => {
      let compared = 0;
      for (const [index, golden] of GOLDEN.twoSample.entries()) {
        const expected = golden[name].equivalence;
        // statsmodels has no degrees of freedom for Welch without any variance; see the next test.
        if (expected === undefined || expected.p === 'NaN') continue;
        const result = equivalence(golden.a, golden.b, name, expected.margin);
        assertClose(result.p, expected.p, `case ${index}, p`);
        assertClose(result.lower, expected.lower, `case ${index}, lower`);
        assertClose(result.upper, expected.upper, `case ${index}, upper`);
        compared++;
      }
      assert.ok(compared >= 60);
    });
  }

  it('is certain either way without any variance, and has no answer exactly at the margin', () => {
    const of = (margin: number) => equivalence([0.5, 0.5], [0.75, 0.75], 'welch', margin).p;
    assert.deepEqual([of(0.5), of(0.125), of(0.25)], [0, 1, Number.NaN]);
  });

  it('says the same as the 90 % interval lying within the margin', () => {
    for (const { a, b } of GOLDEN.twoSample) {
      const difference = differenceOfMeans(a, b, 'welch');
      if (!(difference.standardError > 0)) continue;
      const { low, high } = differenceInterval(difference, 0.9);
      for (const margin of [0.002, 0.01, 0.05]) {
        assert.equal(equivalence(a, b, 'welch', margin).p <= 0.05, low >= -margin && high <= margin);
      }
    }
  });

  it('refuses a margin that is not positive', () => {
    for (const margin of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.throws(() => equivalence([0.5, 0.6], [0.4, 0.5], 'welch', margin), /positive number/);
    }
  });
});
