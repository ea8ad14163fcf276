import assert from 'node:assert/strict';
import { experimentTree, type TreeNode } from '../../extension/experiment-tree';
import { experimentView, runnerView, statusText } from '../../extension/experiment-view';
import type { Observation } from '../../extension/experiment-watch';
import { EMPTY_RECORD, foldEvents } from '../../journal/run-record';
import { tableOfExperiment } from '../../results/experiment-status';
import type { WorkStatus } from '../../runner/store/store-reader';
import type { Cell } from '../../spec/cell';
import { makePlan } from '../../spec/plan';
import { readSpec } from '../../spec/read-spec';
import { timeLeftText } from '../../webviews/runner-text';
import { smallSpec } from '../cli/process';

const time = '2026-01-01T00:00:00.000Z';

/** The small spec with its first run finished, its second at epoch 2 of 3, and the others waiting. */
function observation(running = true): Observation {
  const text = smallSpec({ epochs: 3, runs: 2 });
  const { spec } = readSpec(text);
  assert.ok(spec);
  const plan = makePlan(spec);
  const epoch = (number: number) =>
    ({
      time,
      type: 'epoch',
      epoch: number,
      trainLoss: 1,
      validationLoss: 1,
      validationMetric: 0.5,
      learningRate: 1e-3,
      best: true,
      seconds: 2,
    }) as const;
  const status = (work: Cell, index: number): WorkStatus<Cell> => {
    if (index === 0) {
      const events = [
        epoch(1),
        epoch(2),
        epoch(3),
        { time, type: 'evaluated', metric: 'auc', value: 0.75, parts: {} },
        { time, type: 'finished', bestEpoch: 3, epochs: 3, seconds: 6 },
      ] as const;
      return { work, state: 'finished', record: foldEvents(EMPTY_RECORD, events) };
    }
    if (index === 1) return { work, state: 'running', record: foldEvents(EMPTY_RECORD, [epoch(1)]) };
    return { work, state: 'waiting', record: EMPTY_RECORD };
  };
  const experiment = {
    plan,
    pretraining: plan.pretraining.map((work) => ({ work, state: 'waiting' as const, record: EMPTY_RECORD })),
    cells: plan.cells.map(status),
  };
  return {
    file: '/lab/small.warmstart.yaml',
    text,
    spec,
    experiment,
    table: tableOfExperiment(experiment, spec.statistics),
    runner: null,
    working: [],
    running,
  };
}

const outline = (node: TreeNode, depth = 0): string[] => [
  `${'  '.repeat(depth)}${node.label} [${node.state}] ${node.description}`.trimEnd(),
  ...node.children.flatMap((child) => outline(child, depth + 1)),
];

describe('the experiments view', () => {
  it('unfolds spec, task, initialization and run, with states, scores and epochs', () => {
    assert.deepEqual(outline(experimentTree(observation())), [
      'small [running] 1 of 4',
      '  pre-training [waiting]',
      '    upstream [waiting]',
      '  nodules [running] 1 of 4',
      '    random [running] 75.00 (n = 1)',
      '      Run 1 [finished] 75.00 %',
      '      Run 2 [running] epoch 2 of 3',
      '    upstream [waiting]',
      '      Run 1 [waiting]',
      '      Run 2 [waiting]',
    ]);
  });

  it('gives every node an id of its own', () => {
    const ids = (node: TreeNode): string[] => [node.id, ...node.children.flatMap(ids)];
    const all = ids(experimentTree(observation()));
    assert.equal(new Set(all).size, all.length);
  });
});

describe('what the panels are shown', () => {
  it('has every run with its planned epochs and its score once it is finished', () => {
    const { runs, tasks } = experimentView(observation());
    assert.deepEqual(
      tasks.map(({ name }) => name),
      ['nodules'],
    );
    assert.deepEqual(
      runs.map(({ role, score, plannedEpochs }) => [role, score, plannedEpochs]),
      [
        ['pretrain', null, 2],
        ['fine-tune', 0.75, 3],
        ['fine-tune', null, 3],
        ['fine-tune', null, 3],
        ['fine-tune', null, 3],
      ],
    );
  });

  it('says which images are looked at before anything trains', () => {
    const preparing = { dataset: 'nih', step: 'preparing', done: 1200, total: 112120 } as const;
    const { file: spec } = observation();
    const runner = {
      nonce: 'a',
      spec,
      started: time,
      header: null,
      ended: null,
      state: 'held',
      pid: 1,
      preparing,
    } as const;
    assert.equal(statusText(runnerView({ ...observation(), runner })), 'Preparing the images of nih: 1,200 of 112,120');
    assert.equal(statusText(runnerView({ ...observation(false), runner })), '1/4 runs');
  });

  it('tells the time left from the pace so far, and none while nothing runs', () => {
    // 2 epochs of the second run, 6 of the two waiting ones and 2 of the pre-training, at 2 s each.
    assert.equal(runnerView(observation()).timeLeft, 20);
    assert.equal(statusText(runnerView(observation())), '1/4 runs, 20 s left');
    assert.equal(statusText(runnerView(observation(false))), '1/4 runs');
  });

  it('says the time left as the panels do', () => {
    const view = { ...runnerView(observation()), timeLeft: 70 };
    assert.equal(statusText(view), '1/4 runs, 1 min 10 s left');
    assert.equal(timeLeftText(view), 'about 1 min 10 s left');
  });
});
