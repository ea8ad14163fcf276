import assert from 'node:assert/strict';
import type { NamedTensor, NamedTensors } from '../../../runner/weights/named-tensors';
import { type FreshWeights, WeightsProver } from '../../../runner/weights/prove-weights';

const filter = (...data: number[]): NamedTensor => ({ shape: [data.length, 1, 1, 1], data: Float32Array.from(data) });
const vector = (...data: number[]): NamedTensor => ({ shape: [data.length], data: Float32Array.from(data) });

const START = new Map([
  ['conv1.weight', filter(1, 2, 3, 4)],
  ['bn1.weight', vector(1, 1)],
  ['bn1.running_var', vector(1, 1)],
  ['bn2.running_var', vector(1)],
]);

/** The first four numbers of each. */
const FRESH: FreshWeights = new Map(
  [...START].map(([name, { shape, data }]) => [name, { shape, first: Float32Array.from(data.subarray(0, 4)) }]),
);

function seen(weights: NamedTensors, fresh = FRESH): WeightsProver {
  const prover = new WeightsProver(fresh);
  assert.deepEqual(new Map(prover.watch(weights)), weights);
  return prover;
}

describe('the proof of an initialization', () => {
  it('counts what differs from fresh weights, and the batch norms that have seen data', () => {
    const loaded = new Map([
      ['conv1.weight', filter(1, 5, 6, 7)],
      ['bn1.weight', vector(9, 9)],
      ['bn1.running_var', vector(0.5, 0.25)],
      ['bn2.running_var', vector(1)],
      ['fc.weight', vector(3)],
    ]);
    assert.deepEqual(seen(loaded).proof, {
      differing: 0.75,
      zeros: 0,
      batchNorm: { layers: 2, updated: 1, smallestVariance: 0.25 },
    });
  });

  it('compares the numbers that fresh weights begin with', () => {
    const fresh: FreshWeights = new Map([['conv1.weight', { shape: [6, 1, 1, 1], first: Float32Array.of(1, 2) }]]);
    assert.equal(seen(new Map([['conv1.weight', filter(1, 9, 3, 4, 5, 6)]]), fresh).proof.differing, 0.5);
  });

  it('is of what fits alone', () => {
    const { proof } = seen(new Map([['conv1.weight', { shape: [1, 4, 1, 1], data: Float32Array.of(5, 6, 7, 8) }]]));
    assert.equal(proof.differing, 0);
  });

  it('shows weights that are none', () => {
    const { differing, batchNorm } = seen(START).proof;
    assert.deepEqual([differing, batchNorm.updated], [0, 0]);
    assert.deepEqual(seen(new Map()).proof, {
      differing: 0,
      zeros: 0,
      batchNorm: { layers: 0, updated: 0, smallestVariance: null },
    });
  });

  it('counts the convolutions that are zero throughout', () => {
    const zero = (last: number): NamedTensor => ({ shape: [4, 1, 1, 1], data: Float32Array.of(0, 0, 0, last) });
    assert.equal(seen(new Map([['conv1.weight', zero(0)]])).proof.zeros, 1);
    assert.equal(seen(new Map([['conv1.weight', zero(1e-9)]])).proof.zeros, 0);
  });

  it('names the weights in which a number is none', () => {
    const five = (value: number, at = 4) =>
      vector(...[1, 2, 3, 4, 5].map((other, index) => (index === at ? value : other)));
    const weights = new Map([
      ['conv1.weight', five(1)],
      ['bn1.weight', five(Number.NaN)],
      ['bn1.bias', five(Number.NEGATIVE_INFINITY, 2)],
      ['layer1.0.conv1.weight', five(0)],
    ]);
    assert.throws(() => seen(weights).refuseUnsound('a.pth'), /numbers in bn1\.weight, bn1\.bias are infinite or none/);
  });

  it('trusts a finite sum of many numbers, and looks at each where it is too large', () => {
    const many = { shape: [4096], data: new Float32Array(4096).fill(3e38) };
    const refused = (sum: number, last: number) => {
      const { shape, data } = many;
      const prover = new WeightsProver(FRESH, () => sum);
      const weights = new Map([['conv1.weight', { shape, data: data.with(4095, last) }]]);
      assert.equal([...prover.watch(weights)].length, 1);
      prover.refuseUnsound('a.pth');
    };
    refused(1, Number.NaN);
    refused(Infinity, 3e38);
    assert.throws(() => refused(Infinity, Infinity), /infinite or none/);
  });
});
