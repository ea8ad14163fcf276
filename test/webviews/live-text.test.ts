import assert from 'node:assert/strict';
import { epochText, runName, shareDone } from '../../webviews/live/run-text';
import { parseViewState } from '../../webviews/live/view-state';
import { doneText, duration, timeLeftText } from '../../webviews/runner-text';
import { epochPoint, runView } from './run-views';

const RUNNER = { running: true, environment: null, timeLeft: 200, done: 12, total: 18 };

describe('the live webview', () => {
  it('says how far a run is within its epochs', () => {
    const progress = { epoch: 3, step: 5, steps: 10, loss: 0.43219 };
    const run = runView({ state: 'running', epochs: [epochPoint(1), epochPoint(2)], plannedEpochs: 10, progress });
    assert.equal(shareDone(run), 0.25);
    assert.equal(epochText(run), 'epoch 3 of at most 10, loss 0.432');
  });

  it('drops progress of an epoch that has ended since', () => {
    const progress = { epoch: 1, step: 9, steps: 10, loss: 0.9 };
    const run = runView({ epochs: [epochPoint(1, { trainLoss: 0.8 })], plannedEpochs: 4, progress });
    assert.equal(shareDone(run), 0.25);
    assert.equal(epochText(run), 'epoch 2 of at most 4, loss 0.800');
  });

  it('never says more epochs than are planned', () => {
    const run = runView({ epochs: [epochPoint(1), epochPoint(2)], plannedEpochs: 2 });
    assert.equal(shareDone(run), 1);
    assert.match(epochText(run), /^epoch 2 of at most 2/);
  });

  it('names runs and pre-trainings', () => {
    assert.equal(runName(runView({ run: 2 })), 'nodules · random · run 2');
    assert.equal(runName(runView({ role: 'pretrain', task: null })), 'pre-training · random');
  });

  it('tells the time left only while something runs and it is known', () => {
    assert.equal(doneText(RUNNER), '12 of 18 runs done');
    assert.equal(timeLeftText(RUNNER), 'about 3 min 20 s left');
    for (const unknown of [{ timeLeft: null }, { timeLeft: 0 }, { running: false }]) {
      assert.equal(timeLeftText({ ...RUNNER, ...unknown }), '');
    }
  });

  it('writes durations as exactly as an estimate is worth', () => {
    assert.deepEqual([0.2, 59.4, 60, 599, 725, 3599, 3900].map(duration), [
      '1 s',
      '59 s',
      '1 min 00 s',
      '9 min 59 s',
      '12 min',
      '1 h 00 min',
      '1 h 05 min',
    ]);
  });

  it('shows everything where what was kept cannot be read', () => {
    for (const kept of [undefined, null, 'x', [], { hidden: 3 }]) {
      assert.deepEqual(parseViewState(kept), { hidden: [], folded: [] });
    }
    assert.deepEqual(parseViewState({ hidden: ['random', 7], folded: ['nodules'] }), {
      hidden: ['random'],
      folded: ['nodules'],
    });
  });
});
