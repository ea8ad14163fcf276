import assert from 'node:assert/strict';
import { batchSizes, evaluationRows, planEvaluation, planTraining } from '../../../runner/feeding/batch-plan';

describe('batchSizes', () => {
  it('never leaves a single example on its own', () => {
    assert.deepEqual(batchSizes(12, 4), [4, 4, 4]);
    assert.deepEqual(batchSizes(14, 4), [4, 4, 4, 2]);
    assert.deepEqual(batchSizes(13, 4), [4, 4, 5]);
    assert.deepEqual(batchSizes(3, 4), [3]);
    assert.deepEqual(batchSizes(5, 4), [5]);
    assert.deepEqual(batchSizes(3, 2), [3]);
    assert.deepEqual(batchSizes(1, 4), [1]);
    assert.deepEqual(batchSizes(3, 1), [1, 1, 1]);
  });
});

describe('planTraining', () => {
  const settings = { batchSize: 4, augmentation: 'flip' } as const;
  const orderOf = (seed: number, epoch: number) =>
    planTraining(13, settings, seed, epoch).flatMap(({ examples }) => [...examples]);

  it('shows every example once an epoch, in an order of seed and epoch', () => {
    assert.deepEqual(
      orderOf(1, 1).sort((a, b) => a - b),
      Array.from({ length: 13 }, (_, index) => index),
    );
    assert.deepEqual(orderOf(1, 1), orderOf(1, 1));
    assert.notDeepEqual(orderOf(1, 2), orderOf(1, 1));
    assert.notDeepEqual(orderOf(2, 1), orderOf(1, 1));
  });

  it('draws augmentations for the seed and the epoch', () => {
    for (const { part, views, augmentation } of planTraining(13, settings, 5, 7))
      assert.deepEqual([part, views, augmentation], ['train', 1, { setting: 'flip', seed: 5, epoch: 7 }]);
  });
});

describe('planEvaluation', () => {
  it('goes through a part in its own order, to the end, in batches as equal as can be', () => {
    const plans = planEvaluation(10, 'validation', { batchSize: 4, testTimeAugmentation: 'ten-crop' });
    assert.deepEqual(
      plans.map(({ examples, views, augmentation }) => [examples, views, augmentation]),
      [
        [[0, 1, 2, 3], 1, null],
        [[4, 5, 6, 7], 1, null],
        [[8, 9], 1, null],
      ],
    );
  });

  it('has as many examples in a batch of ten crops of each as fit, at least one', () => {
    const examplesIn = (batchSize: number) =>
      planEvaluation(3, 'test', { batchSize, testTimeAugmentation: 'ten-crop' }).map(({ examples }) => examples.length);
    assert.deepEqual(examplesIn(25), [2, 1]);
    assert.deepEqual(examplesIn(4), [1, 1, 1]);
  });

  it('needs few rows more than there are examples', () => {
    const rowsOf = (examples: number) => {
      const training = { batchSize: 16, testTimeAugmentation: 'none' } as const;
      const sizes = planEvaluation(examples, 'test', training).map((plan) => plan.examples.length);
      assert.equal(Math.max(...sizes), evaluationRows(examples, 'test', training));
      return sizes;
    };
    assert.deepEqual([2, 16, 17, 20, 48].map(rowsOf), [[2], [16], [9, 8], [10, 10], [16, 16, 16]]);
    assert.equal(evaluationRows(3, 'test', { batchSize: 25, testTimeAugmentation: 'ten-crop' }), 20);
  });
});
