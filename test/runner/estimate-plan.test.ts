import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { EMPTY_RECORD, type RunRecord } from '../../journal/run-record';
import { estimatePlan } from '../../runner/estimate-plan';
import { makePlan } from '../../spec/plan';
import { readSpec } from '../../spec/read-spec';

const nothing = () => EMPTY_RECORD;
const planOf = (text: string) => makePlan(readSpec(text).spec!);

describe('estimatePlan', () => {
  const small = () =>
    planOf(`network: {encoder: resnet50}
training: {image-size: 224, epochs: 3, early-stopping: null, test-time-augmentation: none}
tasks: [{name: TXC}]
initializations: [random]
runs: 2
`);

  it('counts three passes an image of training, one of validation and test', () => {
    const { operations, resultBytes, cacheBytes, unknown, measured } = estimatePlan(small(), nothing);
    // torchvision's 4.089 thousand million products, less the head's for 1,000 classes.
    const pass = 2 * 4.087e9;
    assert.ok(Math.abs(operations / (2 * pass * (3 * (3 * 463 + 65) + 134)) - 1) < 1e-3);
    assert.ok(Math.abs(resultBytes / (2 * 4 * 23_563_254) - 1) < 1e-2);
    assert.equal(cacheBytes, 662 * 256 * 256 * 3);
    assert.deepEqual([unknown, measured], [[], null]);
  });

  it('names datasets whose size it cannot know', () => {
    const plan = planOf('data: {mine: /d}\ntasks: [{name: a, data: mine}]\ninitializations: [random]\n');
    assert.deepEqual(estimatePlan(plan, nothing).unknown, ['mine']);
  });

  it('takes sizes and speed from what has been run', () => {
    const plan = planOf('data: {mine: /d}\ntasks: [{name: a, data: mine}]\ninitializations: [random]\nruns: 2\n');
    const facts = { train: 100, validation: 10, test: 20, classes: ['a'], splitHash: '' };
    const epoch = {
      epoch: 1,
      trainLoss: 1,
      validationLoss: 1,
      validationMetric: 1,
      learningRate: 1,
      best: true,
      seconds: 2,
    };
    const record: RunRecord = { ...EMPTY_RECORD, data: facts, epochs: [epoch] };
    const { measured, operations, unknown } = estimatePlan(plan, () => record);
    assert.equal(measured?.epochs, 2);
    const { epochs } = plan.cells[0]!.job.training;
    const share = operations / (measured.speed * 2 * 2 * epochs);
    assert.ok(share > 1 && share < 1.01, `${share}`);
    assert.deepEqual(unknown, []);
  });
});

describe('the paper’s matrix', () => {
  const file = path.resolve(import.meta.dirname, '../../examples/taher-2021.warmstart.yaml');
  const { spec, diagnostics } = readSpec(readFileSync(file, 'utf8'), {
    path: file,
    environment: { home: '/home/me' },
    fileExists: () => false,
  });

  it('is read without an error where neither data nor weights are', () => {
    assert.deepEqual(
      diagnostics.filter(({ severity }) => severity === 'error'),
      [],
    );
  });

  it('has 7 tasks, 21 initializations and 10 runs, and leaves out what is pre-trained on its target', () => {
    const { cells } = makePlan(spec!);
    assert.deepEqual([spec!.tasks.length, spec!.initializations.length, cells.length], [7, 21, 1470]);
    const left = new Set(
      cells
        .filter(({ notApplicable }) => notApplicable !== null)
        .map(({ task, initialization }) => `${task} ${initialization}`),
    );
    assert.deepEqual(
      [...left],
      ['DXC14 chestxray14', 'DXC14 imagenet-chestxray14', 'DXC5 chexpert', 'DXC5 imagenet-chexpert'],
    );
  });

  it('takes a GPU about a year, and half a terabyte', () => {
    const { operations, resultBytes, cacheBytes, unknown } = estimatePlan(makePlan(spec!), nothing);
    assert.ok(operations > 1e20 && operations < 1e21);
    assert.ok(resultBytes > 1e11 && resultBytes < 3e11 && cacheBytes > 3e11 && cacheBytes < 6e11);
    assert.deepEqual(unknown, []);
  });
});
