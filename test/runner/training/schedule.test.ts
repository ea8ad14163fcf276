/** Learning rates, best epochs and early stops, against PyTorch's schedulers and a plain loop around them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { advanceSchedule, startSchedule } from '../../../runner/training/schedule';
import {
  advanceProgress,
  isOver,
  progressMetadata,
  readProgress,
  startProgress,
} from '../../../runner/training/training-progress';
import { readSpec } from '../../../spec/read-spec';
import type { Schedule, TrainingSettings } from '../../../spec/spec';

interface GoldenRun {
  readonly recipe: keyof typeof RECIPES;
  /** Of validation; more than there are epochs. */
  readonly losses: readonly number[];
  /** Of each epoch that is trained. */
  readonly rates: readonly number[];
  readonly bestEpoch: number;
}

interface Golden {
  readonly runs: Readonly<Record<string, GoldenRun>>;
  /** null: NaN. */
  readonly losses: readonly (number | null)[];
  /** After each of `losses`. */
  readonly plateau: readonly number[];
  readonly impatient: readonly number[];
}

const golden = JSON.parse(readFileSync(path.join(__dirname, 'golden/schedules.json'), 'utf8')) as Golden;

/** The tasks whose recipes the golden file's script states. */
const RECIPES = {
  DXC14: 'protocol: taher-2021\ntasks: [DXC14]',
  LXS: 'protocol: taher-2021\ntasks: [LXS]',
  'LXS of 30 epochs': 'protocol: taher-2021\ntasks: [{name: LXS, training: {epochs: 30}}]',
  'LXS down to a minimum':
    'protocol: taher-2021\ntasks: [{name: LXS, training: {epochs: 30, schedule: {kind: cosine, minimum: 0.0001}}}]',
  'DXC14 down to a minimum':
    'protocol: taher-2021\ntraining: {schedule: {kind: plateau, minimum: 0.00003}, early-stopping: 40}\ntasks: [DXC14]',
  quick: 'protocol: quick\ndata: {x: {phantom: xray}}\ntasks: [{name: a, data: x}]',
} as const;

function trainingOf(recipe: keyof typeof RECIPES): TrainingSettings {
  return readSpec(`${RECIPES[recipe]}\ninitializations: [random]\n`).spec!.tasks[0]!.training;
}

describe('the epochs of a run', () => {
  for (const [name, { recipe, losses, rates, bestEpoch }] of Object.entries(golden.runs)) {
    it(`have the learning rates, the best checkpoint and the end that PyTorch gives ${name}`, () => {
      const training = trainingOf(recipe);
      let progress = startProgress(training.learningRate, 'split');
      const found: number[] = [];
      for (const loss of losses) {
        if (isOver(progress, training)) break;
        found.push(progress.schedule.learningRate);
        // As a run that is killed and goes on after every epoch.
        progress = readProgress(progressMetadata(advanceProgress(progress, training, loss, 1)))!;
      }
      assertClose(found, rates);
      assert.ok(isOver(progress, training));
      assert.deepEqual([progress.bestEpoch, progress.bestLoss], [bestEpoch, losses[bestEpoch - 1]]);
    });
  }
});

describe('learning rates', () => {
  function rates(schedule: Schedule): number[] {
    let state = startSchedule(2e-4);
    return golden.losses.map((loss, index) => {
      state = advanceSchedule(schedule, 2e-4, state, index + 1, loss ?? Number.NaN);
      return state.learningRate;
    });
  }

  it('fall on a plateau as with ReduceLROnPlateau, whatever the losses', () => {
    assertClose(rates({ kind: 'plateau', factor: 0.5, patience: 3, threshold: 1e-4 }), golden.plateau);
    assertClose(rates({ kind: 'plateau', factor: 0.1, patience: 0, threshold: 1e-2 }), golden.impatient);
  });

  it('stay where they are when constant', () =>
    assert.deepEqual(new Set(rates({ kind: 'constant' })), new Set([2e-4])));
});

function assertClose(actual: readonly number[], expected: readonly number[]): void {
  assert.equal(actual.length, expected.length);
  for (const [index, rate] of expected.entries())
    assert.ok(Math.abs(actual[index]! - rate) < 1e-12, `epoch ${index + 1}: ${actual[index]} for ${rate}`);
}
