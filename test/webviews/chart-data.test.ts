import assert from 'node:assert/strict';
import { chartText, columnsOf, epochRange, valueRange, writeLoss, writeShare } from '../../webviews/live/chart-data';
import { curvesOf } from '../../webviews/live/curves';
import { epochPoint, runView } from './run-views';

function curves(losses: Readonly<Record<string, readonly number[]>>) {
  const runs = Object.entries(losses).map(([initialization, values]) =>
    runView({
      initialization,
      epochs: values.map((trainLoss, index) => epochPoint(index + 1, { trainLoss })),
    }),
  );
  return curvesOf(runs, Object.keys(losses), 'trainLoss');
}

const SHARE = [0, 1] as const;
const LOSS = [0, Number.POSITIVE_INFINITY] as const;

describe('the data of a chart', () => {
  it('are columns over the same epochs, with nothing where a curve has ended', () => {
    assert.deepEqual(columnsOf(curves({ a: [3, 2, 1], b: [5], c: [] })), {
      epochs: [1, 2, 3],
      means: [
        [3, 2, 1],
        [5, null, null],
        [null, null, null],
      ],
    });
    assert.deepEqual(columnsOf(curves({ a: [] })), { epochs: [], means: [[]] });
  });

  it('span the epochs that were run, not those that early stopping saved', () => {
    assert.deepEqual(epochRange(curves({ a: Array(30).fill(1) }), 200), [1, 30]);
    assert.deepEqual(epochRange(curves({ a: [1] }), 200), [1, 10]);
    assert.deepEqual(epochRange(curves({ a: [1] }), 4), [1, 4]);
    assert.deepEqual(epochRange(curves({ a: [1] }), 1), [1, 2]);
  });

  it('leave room around the values, but none that they cannot take', () => {
    const [low, high] = valueRange(curves({ a: [1, 2], b: [3] }), LOSS);
    assert.ok(low < 1 && low > 0.5 && high > 3 && high < 3.5);
    assert.deepEqual(valueRange(curves({ a: [0, 1] }), SHARE), [0, 1]);
    assert.equal(valueRange(curves({ a: [0, 1] }), LOSS)[0], 0);
  });

  it('have a range where all values are the same, and where there are none', () => {
    const [low, high] = valueRange(curves({ a: [0.5, 0.5] }), SHARE);
    assert.ok(low < 0.5 && high > 0.5);
    assert.deepEqual(valueRange(curves({ a: [] }), LOSS), [0, 1]);
  });

  it('take as many values as a large experiment has', () => {
    const one = curves({ a: [1] })[0]!;
    const points = Array.from({ length: 200 }, (_, index) => ({ epoch: index + 1, value: index }));
    const many = Array.from({ length: 1500 }, (_, run) => ({ run, counted: true, points }));
    assert.ok(valueRange([{ ...one, runs: many }], LOSS)[1] > 199);
  });

  it('are told in words', () => {
    assert.equal(
      chartText('Training loss', curves({ a: [3, 0.123456], b: [] }), writeLoss),
      'Training loss by epoch. a: 0.1235 at epoch 2.',
    );
    assert.equal(
      chartText('Training loss', curves({ a: [] }), writeLoss),
      'Training loss by epoch. No epoch has ended yet.',
    );
  });

  it('are written with the digits that matter', () => {
    assert.deepEqual([0.68314718, 12.3456, 0.00001234, 1e7].map(writeLoss), ['0.6831', '12.35', '1.23e-5', '1.00e+7']);
    assert.equal(writeLoss(0), '0');
    assert.equal(writeShare(0.84123), '84.1 %');
  });
});
