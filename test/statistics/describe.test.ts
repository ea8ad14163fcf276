import assert from 'node:assert/strict';
import { mean, standardDeviation, variance } from '../../statistics/describe';
import { assertClose, GOLDEN } from './golden';

describe('mean and standard deviation', () => {
  it("agree with Python's exact sum and with NumPy for either ddof", () => {
    for (const [index, golden] of GOLDEN.describe.entries()) {
      assertClose(mean(golden.values), golden.mean, `mean ${index}`);
      assertClose(standardDeviation(golden.values, 0), golden.sd0, `sd0 ${index}`);
      assertClose(standardDeviation(golden.values, 1), golden.sd1, `sd1 ${index}`);
    }
  });

  it('give equal values themselves as mean, and no variance, whatever their decimals', () => {
    for (const value of [0.1, 0.7, 0.123456789]) {
      for (const n of [2, 3, 7, 10]) {
        const values = new Array<number>(n).fill(value);
        assert.deepEqual([mean(values), variance(values, 1)], [value, 0]);
      }
    }
  });

  it('keep the small digits of values far from zero', () => {
    assert.equal(variance([1e9, 1e9 + 1, 1e9 + 2], 1), 1);
  });

  it('are not defined for too few values', () => {
    assert.ok(Number.isNaN(mean([])));
    assert.ok(Number.isNaN(standardDeviation([0.5], 1)));
    assert.equal(standardDeviation([0.5], 0), 0);
  });
});
