import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { advanceSchedule, startSchedule } from '../../../runner/training/schedule';
import type { Schedule } from '../../../spec/spec';

const golden = JSON.parse(readFileSync(path.join(__dirname, 'golden/schedules.json'), 'utf8')) as Record<
  'losses' | 'plateau' | 'impatient' | 'cosine',
  number[]
>;

function rates(schedule: Schedule): number[] {
  let state = startSchedule(2e-4);
  return golden.losses.map((loss, index) => {
    state = advanceSchedule(schedule, 2e-4, state, index + 1, loss);
    return state.learningRate;
  });
}

function assertClose(actual: number[], expected: number[]): void {
  for (const [index, rate] of expected.entries())
    assert.ok(Math.abs(actual[index]! - rate) < 1e-12, `epoch ${index + 1}: ${actual[index]} for ${rate}`);
}

describe('learning rates', () => {
  it('fall on a plateau as with ReduceLROnPlateau', () => {
    assertClose(rates({ kind: 'plateau', factor: 0.5, patience: 3, threshold: 1e-4 }), golden.plateau);
    assertClose(rates({ kind: 'plateau', factor: 0.1, patience: 0, threshold: 1e-2 }), golden.impatient);
  });

  it('follow half a cosine as with CosineAnnealingLR', () =>
    assertClose(rates({ kind: 'cosine', epochs: 20 }), golden.cosine));

  it('stay where they are when constant', () =>
    assert.deepEqual(new Set(rates({ kind: 'constant' })), new Set([2e-4])));
});
