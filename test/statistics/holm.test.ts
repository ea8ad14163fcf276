import assert from 'node:assert/strict';
import { holm } from '../../statistics/holm';
import { assertClose, GOLDEN } from './golden';

describe("Holm's correction", () => {
  it("agrees with statsmodels' multipletests", () => {
    for (const { p, adjusted } of GOLDEN.holm) {
      for (const [index, value] of holm(p).entries()) assertClose(value, adjusted[index]!, `${p} at ${index}`);
    }
  });

  it('leaves an empty family and a single p-value as they are', () => {
    assert.deepEqual(holm([]), []);
    assert.deepEqual(holm([0.03]), [0.03]);
  });

  it('refuses what is no probability', () => {
    for (const p of [Number.NaN, -0.1, 1.1]) assert.throws(() => holm([0.5, p]), /lies in \[0, 1\]/);
  });
});
