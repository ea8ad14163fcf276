import assert from 'node:assert/strict';
import type { WeightsProof } from '../../journal/event';
import { weightsWarnings } from '../../results/weights-warnings';

const TRAINED = { layers: 20, updated: 20, smallestVariance: 0.1 };

describe('warnings of weights', () => {
  const given = (proof: Partial<WeightsProof>) =>
    weightsWarnings({ differing: 1, zeros: 0, batchNorm: TRAINED, ...proof });

  it('are none where training left its traces, and where nothing is known', () => {
    assert.deepEqual(given({}), []);
    assert.deepEqual(weightsWarnings(undefined), []);
  });

  it('name filters that are fresh or zero', () => {
    assert.deepEqual(given({ differing: 0 }), ['filters do not differ from a fresh initialization']);
    assert.deepEqual(given({ zeros: 20 }), ['every filter of 20 convolutions is zero']);
  });

  it('name batch norms that no training has seen, and variances of zero', () => {
    const batchNorm = (change: Partial<WeightsProof['batchNorm']>) => given({ batchNorm: { ...TRAINED, ...change } });
    assert.deepEqual(batchNorm({ updated: 0 }), ['batch norm never updated']);
    assert.deepEqual(batchNorm({ updated: 17 }), ['batch norm never updated in 3 of 20 layers']);
    assert.deepEqual(batchNorm({ smallestVariance: 0 }), ['a running variance of batch norm is 0']);
    assert.deepEqual(batchNorm({ layers: 0, updated: 0, smallestVariance: null }), [
      'no running statistics of batch norm',
    ]);
  });
});
