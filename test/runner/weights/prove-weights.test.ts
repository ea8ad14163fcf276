import assert from 'node:assert/strict';
import type { NamedTensor } from '../../../runner/weights/named-tensors';
import { proveWeights } from '../../../runner/weights/prove-weights';

const filter = (...data: number[]): NamedTensor => ({ shape: [data.length, 1, 1, 1], data: Float32Array.from(data) });
const vector = (...data: number[]): NamedTensor => ({ shape: [data.length], data: Float32Array.from(data) });

const FRESH = new Map([
  ['conv1.weight', filter(1, 2, 3, 4)],
  ['bn1.weight', vector(1, 1)],
  ['bn1.running_var', vector(1, 1)],
  ['bn2.running_var', vector(1)],
]);

describe('the proof of an initialization', () => {
  it('counts what differs from fresh weights, and the batch norms that have seen data', () => {
    const loaded = new Map([
      ['conv1.weight', filter(1, 5, 6, 7)],
      ['bn1.weight', vector(9, 9)],
      ['bn1.running_var', vector(0.5, 0.25)],
      ['bn2.running_var', vector(1)],
      ['fc.weight', vector(3)],
    ]);
    assert.deepEqual(proveWeights(loaded, FRESH), {
      differing: 0.75,
      batchNorm: { layers: 2, updated: 1, smallestVariance: 0.25 },
    });
  });

  it('shows weights that are none', () => {
    const { differing, batchNorm } = proveWeights(FRESH, FRESH);
    assert.deepEqual([differing, batchNorm.updated], [0, 0]);
    assert.deepEqual(proveWeights(new Map(), FRESH), {
      differing: 0,
      batchNorm: { layers: 0, updated: 0, smallestVariance: null },
    });
  });
});
