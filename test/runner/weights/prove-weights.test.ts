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

async function seen(weights: NamedTensors, fresh = FRESH): Promise<WeightsProver> {
  const prover = new WeightsProver(fresh);
  const handed = new Map<string, NamedTensor>();
  for await (const [name, tensor] of prover.watch(weights)) handed.set(name, tensor);
  assert.deepEqual(handed, weights);
  return prover;
}

describe('the proof of an initialization', async () => {
  it('counts what differs from fresh weights, and the batch norms that have seen data', async () => {
    const loaded = new Map([
      ['conv1.weight', filter(1, 5, 6, 7)],
      ['bn1.weight', vector(9, 9)],
      ['bn1.running_var', vector(0.5, 0.25)],
      ['bn2.running_var', vector(1)],
      ['fc.weight', vector(3)],
    ]);
    assert.deepEqual((await seen(loaded)).proof, {
      differing: 0.75,
      zeros: 0,
      batchNorm: { layers: 2, updated: 1, smallestVariance: 0.25 },
    });
  });

  it('compares the numbers that fresh weights begin with', async () => {
    const fresh: FreshWeights = new Map([['conv1.weight', { shape: [6, 1, 1, 1], first: Float32Array.of(1, 2) }]]);
    assert.equal((await seen(new Map([['conv1.weight', filter(1, 9, 3, 4, 5, 6)]]), fresh)).proof.differing, 0.5);
  });

  it('is of what fits alone', async () => {
    const { proof } = await seen(
      new Map([['conv1.weight', { shape: [1, 4, 1, 1], data: Float32Array.of(5, 6, 7, 8) }]]),
    );
    assert.equal(proof.differing, 0);
  });

  it('shows weights that are none', async () => {
    const { differing, batchNorm } = (await seen(START)).proof;
    assert.deepEqual([differing, batchNorm.updated], [0, 0]);
    assert.deepEqual((await seen(new Map())).proof, {
      differing: 0,
      zeros: 0,
      batchNorm: { layers: 0, updated: 0, smallestVariance: null },
    });
  });

  it('counts the convolutions that are zero throughout', async () => {
    const zero = (last: number): NamedTensor => ({ shape: [4, 1, 1, 1], data: Float32Array.of(0, 0, 0, last) });
    assert.equal((await seen(new Map([['conv1.weight', zero(0)]]))).proof.zeros, 1);
    assert.equal((await seen(new Map([['conv1.weight', zero(1e-9)]]))).proof.zeros, 0);
  });

  it('names the weights in which a number is none', async () => {
    const five = (value: number, at = 4) =>
      vector(...[1, 2, 3, 4, 5].map((other, index) => (index === at ? value : other)));
    const weights = new Map([
      ['conv1.weight', five(1)],
      ['bn1.weight', five(Number.NaN)],
      ['bn1.bias', five(Number.NEGATIVE_INFINITY, 2)],
      ['layer1.0.conv1.weight', five(0)],
    ]);
    const prover = await seen(weights);
    assert.throws(() => prover.refuseUnsound('a.pth'), /numbers in bn1\.weight, bn1\.bias are infinite or none/);
  });
});
