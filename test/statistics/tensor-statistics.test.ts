import assert from 'node:assert/strict';
import { BINS, tensorStatistics } from '../../statistics/tensor-statistics';

describe('statistics of a tensor', () => {
  it('are those of its finite numbers', () => {
    const found = tensorStatistics(Float32Array.of(0, 1, 2, 3, Number.NaN, Number.POSITIVE_INFINITY));
    const { histogram, ...facts } = found;
    // numpy.std([0, 1, 2, 3]) is sqrt(5) / 2.
    assert.deepEqual(facts, {
      count: 6,
      nonFinite: 2,
      zeros: 1,
      minimum: 0,
      maximum: 3,
      mean: 1.5,
      standardDeviation: Math.sqrt(5) / 2,
    });
    assert.deepEqual(
      histogram.flatMap((count, bin) => (count > 0 ? [[bin, count]] : [])),
      [
        [0, 1],
        [BINS / 3, 1],
        [(2 * BINS) / 3, 1],
        [BINS - 1, 1],
      ],
    );
  });

  it('put equal numbers into one bin, and know nothing of no numbers', () => {
    assert.equal(tensorStatistics(Int32Array.of(7, 7)).histogram[0], 2);
    assert.equal(tensorStatistics(Float32Array.of(Number.NaN)).minimum, null);
    assert.equal(tensorStatistics(new Float32Array(0)).mean, null);
  });
});
