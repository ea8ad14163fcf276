import assert from 'node:assert/strict';
import { UNCERTAIN } from '../../../runner/datasets/uncertain-labels';
import { openEngine } from '../../../runner/engines/open-engine';
import { auc, UNKNOWN_LABEL } from '../../../runner/evaluation/auc';
import { dice, overlaps } from '../../../runner/evaluation/dice';
import { BatchFeed } from '../../../runner/feeding/batch-feed';
import { planEvaluation } from '../../../runner/feeding/batch-plan';
import { DataThreads } from '../../../runner/feeding/data-threads';
import { assess } from '../../../runner/training/assess';
import { createLearner } from '../../../runner/training/create-learner';
import { experiment } from '../../results/experiment';
import { numberedImages } from '../feeding/numbered-images';
import { CLASSIFIER, SEGMENTER } from './learners';

describe('an assessment', function () {
  this.timeout(60_000);

  it('scores the tested classes alone, by the labels that are certain', async () => {
    const plain = numberedImages('classification', 13, 64, 64);
    const test = plain.dataset.parts.test.map((example, index) =>
      index === 4 ? { ...example, labels: [UNCERTAIN, UNCERTAIN] } : example,
    );
    const parts = { ...plain.dataset.parts, test };
    const prepared = {
      ...plain,
      dataset: { ...plain.dataset, parts, testedClasses: ['b'], uncertain: 'lsr-ones' as const },
    };
    const { job } = experiment({ t: { metric: 'auc', scores: { a: [0.5] } } }).plan.cells[0]!;
    const threads = new DataThreads(1);
    const learner = createLearner(await openEngine('wasm'), CLASSIFIER);
    const batches = new BatchFeed(threads).open(prepared, planEvaluation(13, 'test', job.training));
    const found = await assess(learner, batches, prepared, 'test', job, async () => {});
    learner.dispose();
    await threads.dispose();
    const { predictions } = found;
    assert.ok(predictions.kind === 'classification');
    assert.deepEqual([...predictions.truths.subarray(8, 10)], [UNKNOWN_LABEL, UNKNOWN_LABEL]);
    const certain = test.flatMap((_, index) => (index === 4 ? [] : [index]));
    const expected = auc(
      certain.map((index) => predictions.scores[2 * index + 1]!),
      certain.map((index) => test[index]!.labels[1]!),
    );
    assert.equal(found.metric, expected);
    assert.deepEqual(found.parts, { b: expected });
  });

  it('of masks has Dice in both ways, whichever the score is', async () => {
    const plain = numberedImages('segmentation', 5, 64, 64);
    const test = plain.dataset.parts.test.map((example, index) => ({ ...example, group: `patient ${index % 2}` }));
    const prepared = { ...plain, dataset: { ...plain.dataset, parts: { ...plain.dataset.parts, test } } };
    const threads = new DataThreads(1);
    const learner = createLearner(await openEngine('wasm'), SEGMENTER);
    for (const metric of ['dice', 'dice-pooled'] as const) {
      const { job } = experiment({ t: { metric, scores: { a: [0.5] } } }).plan.cells[0]!;
      const batches = new BatchFeed(threads).open(prepared, planEvaluation(5, 'test', job.training));
      const found = await assess(learner, batches, prepared, 'test', job, async () => {});
      const { predictions } = found;
      assert.ok(predictions.kind === 'segmentation');
      assert.deepEqual(predictions.overlaps, overlaps(predictions.masks, predictions.truths, 64 * 64));
      const { mean, pooled } = dice(predictions.overlaps);
      assert.deepEqual(found.dice, { mean, pooled });
      assert.equal(found.metric, metric === 'dice' ? mean : pooled);
      assert.notEqual(mean, pooled);
      assert.deepEqual(predictions.groups, ['patient 0', 'patient 1', 'patient 0', 'patient 1', 'patient 0']);
    }
    learner.dispose();
    await threads.dispose();
  });
});
