import assert from 'node:assert/strict';
import { curvesOf } from '../../webviews/live/curves';
import type { RunView } from '../../webviews/messages';
import { epochPoint, runView } from './run-views';

/** A run whose training losses are `losses`. */
function run(number: number, state: RunView['state'], losses: readonly number[], initialization = 'random'): RunView {
  return runView({
    run: number,
    state,
    initialization,
    epochs: losses.map((trainLoss, index) => epochPoint(index + 1, { trainLoss })),
  });
}

const of = (runs: readonly RunView[]) => curvesOf(runs, ['random'], 'trainLoss')[0]!;

describe('the curves of a task', () => {
  it('are means within the range from the lowest to the highest run', () => {
    const { means, n } = of([run(1, 'finished', [4, 2]), run(2, 'finished', [2, 1]), run(3, 'finished', [3, 3])]);
    assert.equal(n, 3);
    assert.deepEqual(means, [
      { epoch: 1, mean: 3, low: 2, high: 4 },
      { epoch: 2, mean: 2, low: 1, high: 3 },
    ]);
  });

  it('end the mean where the first run ended, and keep the rest of the others', () => {
    const { means, runs } = of([run(1, 'finished', [4, 2, 1]), run(2, 'finished', [2])]);
    assert.deepEqual(
      means.map(({ epoch }) => epoch),
      [1],
    );
    assert.equal(runs[0]!.points.length, 3);
  });

  it('do not let a run that has just begun cut the mean of the finished ones', () => {
    const { means, n, runs } = of([run(1, 'finished', [4, 2, 1]), run(2, 'running', [9])]);
    assert.equal(n, 1);
    assert.deepEqual(
      means.map(({ mean }) => mean),
      [4, 2, 1],
    );
    assert.deepEqual(
      runs.map(({ counted }) => counted),
      [true, false],
    );
  });

  it('are the mean of all that run while none has finished', () => {
    const { means, n } = of([run(1, 'running', [4, 2]), run(2, 'stopped', [2])]);
    assert.equal(n, 2);
    assert.deepEqual(means, [{ epoch: 1, mean: 3, low: 2, high: 4 }]);
  });

  it('leave out values that are no numbers, and measures that were not taken', () => {
    const diverged = run(1, 'failed', [1, Number.NaN, Number.POSITIVE_INFINITY]);
    assert.deepEqual(of([diverged]).runs[0]!.points, [{ epoch: 1, value: 1 }]);
    const unscored = runView({ epochs: [epochPoint(1, { validationMetric: null })] });
    assert.deepEqual(curvesOf([unscored], ['random'], 'validationMetric')[0], {
      initialization: 'random',
      runs: [],
      means: [],
      n: 0,
    });
  });

  it('come one for each initialization, in their order, also where nothing has run', () => {
    const curves = curvesOf([run(1, 'running', [1], 'b')], ['a', 'b', 'c'], 'trainLoss');
    assert.deepEqual(
      curves.map(({ initialization, n }) => [initialization, n]),
      [
        ['a', 0],
        ['b', 1],
        ['c', 0],
      ],
    );
  });
});
