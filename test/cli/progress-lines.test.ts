import assert from 'node:assert/strict';
import { dataLines } from '../../cli/data-lines';
import { duration, preparingLine, progressLines, summaryLine } from '../../cli/progress-lines';
import { EMPTY_RECORD, type EpochPoint, type RunRecord } from '../../journal/run-record';
import type { Experiment, WorkStatus } from '../../runner/store/store-reader';
import type { Cell } from '../../spec/cell';
import { makePlan } from '../../spec/plan';
import { readSpec } from '../../spec/read-spec';

const { spec } = readSpec(`protocol: quick
data:
  x-rays: {phantom: xray, images: 48, size: 32, seed: 3}
tasks:
  - {name: nodules, kind: classification, data: x-rays, training: {epochs: 4}}
initializations: [random]
runs: 3
`);
const plan = makePlan(spec!);

function trained(epochs: number, seconds: number): RunRecord {
  const point = (epoch: number): EpochPoint => ({
    epoch,
    trainLoss: 1,
    validationLoss: 0.5,
    validationMetric: null,
    learningRate: 0.001,
    best: true,
    seconds,
  });
  return { ...EMPTY_RECORD, epochs: Array.from({ length: epochs }, (_, index) => point(index + 1)) };
}

function experiment(...runs: readonly [WorkStatus['state'], RunRecord][]): Experiment {
  const cells = plan.cells.map((work: Cell, index) => ({ work, state: runs[index]![0], record: runs[index]![1] }));
  return { plan, pretraining: [], cells };
}

describe('progress in words', () => {
  it('says how far the images are that are looked at before anything trains', () => {
    const reading = { dataset: 'nih', step: 'reading', done: 28030, total: 112120 } as const;
    assert.equal(
      preparingLine(reading),
      `${'█'.repeat(6)}${'░'.repeat(18)} Reading the files of nih: 28,030 of 112,120`,
    );
    assert.match(preparingLine({ ...reading, step: 'preparing' }), / Preparing the images of nih: /);
  });

  const halfway = experiment(
    ['finished', trained(4, 10)],
    ['running', { ...trained(1, 10), progress: { epoch: 2, step: 5, steps: 10, loss: 1 } }],
    ['waiting', EMPTY_RECORD],
  );

  it('has a bar for each running run, as far as it is within its epoch', () => {
    const [line, ...rest] = progressLines(halfway);
    assert.equal(
      line,
      `${'█'.repeat(9)}${'░'.repeat(15)} nodules, random, run 2: epoch 2 of 4, validation loss 0.5000`,
    );
    assert.equal(rest.length, 1);
  });

  it('counts what is done and estimates the rest from the epochs so far', () => {
    assert.equal(summaryLine(halfway), '1 of 3 runs done, about 1 min 10 s left');
  });

  it('promises no time before the first epoch, and counts failures', () => {
    const begun = experiment(['failed', EMPTY_RECORD], ['waiting', EMPTY_RECORD], ['waiting', EMPTY_RECORD]);
    assert.equal(summaryLine(begun), '0 of 3 runs done, 1 failed');
  });

  it('tells once a dataset how many images were left out, and why some of them', () => {
    const facts = { train: 9, validation: 2, test: 2, classes: ['sick'], splitHash: 'abcd' };
    const left = { ...EMPTY_RECORD, data: { ...facts, leftOut: 3, leftOutWhy: ['3.png: it is damaged.'] } };
    const lines = dataLines(experiment(['finished', left], ['finished', left], ['waiting', EMPTY_RECORD]));
    assert.deepEqual(lines, [
      [
        'Left out of xray, as the spec allows: 3 images with problems.',
        '  3.png: it is damaged.',
        '  … and 2 more, which `warmstart data check --deep` names.',
      ].join('\n'),
    ]);
    assert.deepEqual(dataLines(halfway), []);
  });

  it('tells once a dataset that patients are in two parts', () => {
    const facts = { train: 9, validation: 2, test: 2, classes: ['sick'], splitHash: 'abcd' };
    const warned = { ...EMPTY_RECORD, data: { ...facts, warnings: ['3 patients are in two parts.'] } };
    assert.deepEqual(dataLines(experiment(['finished', warned], ['finished', warned], ['waiting', EMPTY_RECORD])), [
      'Warning about xray: 3 patients are in two parts.',
    ]);
  });

  it('writes durations as people say them', () => {
    assert.deepEqual([0.2, 59.6, 61, 3600 * 3 + 65].map(duration), ['1 s', '1 min 00 s', '1 min 01 s', '3 h 01 min']);
  });
});
