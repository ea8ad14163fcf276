import assert from 'node:assert/strict';
import { wantedCells } from '../../runner/wanted-cells';
import { makePlan } from '../../spec/plan';
import { readSpec } from '../../spec/read-spec';

const { spec } = readSpec(`protocol: quick
data:
  textures: {phantom: textures, images: 48, size: 32, seed: 1}
  x-rays: {phantom: xray, images: 48, size: 32, seed: 3}
tasks:
  - {name: nodules, kind: classification, data: x-rays}
  - {name: textures again, kind: classification, data: textures}
initializations:
  - random
  - {name: "upstream → clinic (v1.0)", pretrain: {from: random, on: textures, method: supervised}}
runs: 2
`);
const plan = makePlan(spec!);
const chosen = (only: string | null) =>
  wantedCells(plan, only).map(({ task, initialization, run }) => `${task}/${initialization}/${run}`);

describe('which cells to run', () => {
  it('are all that apply', () => {
    assert.equal(chosen(null).length, 6);
    assert.ok(!chosen(null).includes('textures again/upstream → clinic (v1.0)/1'));
  });

  it('are those of a task named alone', () => {
    assert.deepEqual(chosen('textures*'), ['textures again/random/1', 'textures again/random/2']);
  });

  it('match a glob over task, initialization and run, whose other characters stand for themselves', () => {
    assert.deepEqual(chosen('*/upstream → clinic (v1.0)/2'), ['nodules/upstream → clinic (v1.0)/2']);
    assert.deepEqual(chosen('nodules/rand??/1'), ['nodules/random/1']);
    assert.deepEqual(chosen('*/upstream → clinic (v1x0)/2'), []);
    assert.deepEqual(chosen('nodule'), []);
  });
});
