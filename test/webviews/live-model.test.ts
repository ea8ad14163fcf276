import assert from 'node:assert/strict';
import {
  changedTasks,
  initializationsOf,
  isSameLayout,
  type LiveModel,
  receive,
  runsOf,
  sectionsOf,
} from '../../webviews/live/live-model';
import type { RunnerView, RunView } from '../../webviews/messages';
import { epochPoint, runView } from './run-views';

const RUNNER: RunnerView = { running: true, environment: null, timeLeft: null, done: 0, total: 2 };
const NODULES = runView();
const VESSELS = runView({ task: 'vessels' });
const UPSTREAM = runView({ role: 'pretrain', task: null, initialization: 'upstream' });

function experiment(runs: readonly RunView[]): LiveModel {
  const tasks = [
    { name: 'nodules', metric: 'auc' },
    { name: 'vessels', metric: 'dice' },
  ];
  const view = { name: 'Study', tasks, initializations: ['random'], runs };
  return receive(null, { type: 'experiment', experiment: view, runner: RUNNER })!;
}

describe('the live model', () => {
  it('takes over the runs of an update and keeps the others', () => {
    const before = experiment([NODULES, VESSELS]);
    const grown = { ...VESSELS, epochs: [epochPoint(1)] };
    const after = receive(before, { type: 'update', runs: [grown], runner: { ...RUNNER, done: 1 } })!;
    assert.deepEqual([...after.runs.values()], [NODULES, grown]);
    assert.equal(after.runner.done, 1);
    assert.deepEqual([...changedTasks(before, after)], ['vessels']);
    assert.ok(isSameLayout(before, after));
    assert.deepEqual([...before.runs.values()], [NODULES, VESSELS]);
  });

  it('has nothing to update before it knows an experiment', () => {
    assert.equal(receive(null, { type: 'update', runs: [NODULES], runner: RUNNER }), null);
  });

  it('forgets the runs that a new experiment does not have', () => {
    const after = receive(experiment([NODULES, VESSELS]), {
      type: 'experiment',
      experiment: { name: 'Other', tasks: [], initializations: [], runs: [NODULES] },
      runner: RUNNER,
    })!;
    assert.equal(after.runs.size, 1);
    assert.equal(isSameLayout(experiment([NODULES]), after), false);
  });

  it('gives pre-trainings a row of their own, above the tasks', () => {
    const model = experiment([NODULES, UPSTREAM]);
    assert.deepEqual(
      sectionsOf(model).map(({ task }) => task),
      [null, 'nodules', 'vessels'],
    );
    assert.deepEqual(runsOf(model, null), [UPSTREAM]);
    assert.deepEqual(runsOf(model, 'nodules'), [NODULES]);
    assert.equal(sectionsOf(experiment([NODULES])).length, 2);
  });

  it('lists pre-trainings after the initializations of the spec, so that these keep their colours', () => {
    assert.deepEqual(initializationsOf(experiment([UPSTREAM, NODULES])), ['random', 'upstream']);
  });
});
