import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import { IGNORED } from '../../../runner/datasets/uncertain-labels';
import type { Engine } from '../../../runner/engines/engine';
import { openEngine } from '../../../runner/engines/open-engine';
import { createLearner } from '../../../runner/training/create-learner';
import type { Learner, LearnerSettings } from '../../../runner/training/learner';
import { ENGINES, requireEngine } from '../engines';
import { batchOf, bits, CLASSIFIER, SEGMENTER } from './learners';

for (const engineName of ENGINES) {
  describe(`a learner on ${engineName}`, function () {
    this.timeout(120_000);
    let engine: Engine;
    const made: Learner[] = [];
    const learn = (settings: LearnerSettings): Learner => {
      const learner = createLearner(engine, settings);
      made.push(learner);
      return learner;
    };
    before(async function () {
      requireEngine(this as unknown as Mocha.Context, engineName);
      engine = await openEngine(engineName);
    });
    afterEach(() => {
      for (const learner of made.splice(0)) learner.dispose();
    });

    it('draws its weights from the seed', () => {
      const [one, same, other] = [learn(CLASSIFIER), learn(CLASSIFIER), learn({ ...CLASSIFIER, seed: 2 })];
      assert.deepEqual(bits(one.weights()), bits(same.weights()));
      assert.notDeepEqual(bits(one.weights()), bits(other.weights()));
    });

    it('draws the same encoder under another number of classes', () => {
      const [two, five] = [learn(CLASSIFIER), learn({ ...CLASSIFIER, classes: 5 })];
      assert.deepEqual(bits(two.encoderWeights()), bits(five.encoderWeights()));
    });

    it('draws what a file leaves as if it had drawn all, and knows what its random weights begin with', () => {
      const [drawn, filled] = [learn(SEGMENTER), learn(SEGMENTER)];
      const random = drawn.weights();
      const name = 'encoder.layer2.0.conv1.weight';
      const { shape } = random.get(name)!;
      const given = { shape, data: new Float32Array(16 * 8 * 9) };
      filled.loadEncoder([['layer2.0.conv1.weight', given]]);
      assert.deepEqual(bits(filled.weights()), bits(new Map(random).set(name, given)));
      const fresh = filled.freshEncoder();
      assert.deepEqual([...fresh.keys()], [...drawn.encoderWeights().keys()]);
      for (const [name, { shape, first }] of fresh) {
        const { data, shape: whole } = random.get(`encoder.${name}`)!;
        assert.deepEqual([shape, first], [whole, data.slice(0, first.length)]);
        assert.ok(first.length > 0);
      }
    });

    it('learns one batch by heart', () => {
      for (const settings of [CLASSIFIER, SEGMENTER]) {
        const learner = learn(settings);
        const batch = batchOf(settings, 2);
        const losses = Array.from({ length: 10 }, () => learner.train(batch, 1e-2));
        const [first, last] = [losses[0]!, losses.at(-1)!];
        assert.ok(last < 0.85 * first, `${settings.kind}: ${last} after ${first}`);
      }
    });

    it('evaluates by the weights it has at the time', () => {
      for (const settings of [CLASSIFIER, SEGMENTER]) {
        const [trained, given] = [learn(settings), learn(settings)];
        const batch = batchOf(settings, 2);
        const fresh = trained.evaluate(batch);
        assert.deepEqual(given.evaluate(batch), fresh);
        trained.train(batch, 1e-2);
        const later = trained.evaluate(batch);
        assert.notDeepEqual(later, fresh);
        given.setWeights(trained.weights());
        assert.deepEqual(given.evaluate(batch), later);
        given.reset(settings.seed);
        assert.deepEqual(given.evaluate(batch), fresh);
      }
    });

    it('learns nothing from ignored targets, and all else as ever', () => {
      const [whole, ignoring] = [learn(CLASSIFIER), learn({ ...CLASSIFIER, ignoring: true })];
      const batch = batchOf(CLASSIFIER, 4);
      assert.equal(ignoring.train(batch, 1e-2), whole.train(batch, 1e-2));
      assert.deepEqual(bits(ignoring.state()), bits(whole.state()));
      ignoring.reset(1);
      const head = ignoring.weights().get('fc.weight');
      const ignored = { ...batch, targets: Float32Array.from(batch.targets, () => IGNORED) };
      assert.equal(ignoring.train(ignored, 1e-2), 0);
      assert.deepEqual(ignoring.weights().get('fc.weight'), head);
    });

    it('is new after a reset, whatever it has learned', () => {
      const learner = learn(CLASSIFIER);
      for (let step = 1; step <= 3; step++) learner.train(batchOf(CLASSIFIER, 4, step), 1e-2);
      learner.reset(7);
      const fresh = learn({ ...CLASSIFIER, seed: 7 });
      assert.deepEqual(bits(learner.state()), bits(fresh.state()));
      for (const each of [learner, fresh]) each.train(batchOf(CLASSIFIER, 4), 1e-2);
      assert.deepEqual(bits(learner.state()), bits(fresh.state()));
    });

    it('evaluates an image to the same bits in a small batch, a full one and one that is new in size', () => {
      for (const settings of [CLASSIFIER, SEGMENTER]) {
        const learner = learn(settings);
        learner.train(batchOf(settings, 4), 1e-3);
        const four = batchOf(settings, 4, 5);
        const one = {
          count: 1,
          images: four.images.subarray(0, four.images.length / 4),
          targets: four.targets.subarray(0, four.targets.length / 4),
        };
        const before = learner.evaluate(one).probabilities;
        learner.train(batchOf(settings, 3), 0);
        const whole = learner.evaluate(four).probabilities;
        assert.equal(before.length, one.targets.length);
        if (settings.kind === 'segmentation') assert.equal(before.length, settings.imageSize ** 2);
        // The step of learning rate 0 moved the running statistics, and nothing else has changed since.
        assert.notDeepEqual(before, whole.subarray(0, before.length));
        assert.deepEqual(learner.evaluate(one).probabilities, whole.slice(0, before.length));
      }
    });

    it('fills evaluation batches up to the next of the sizes it was made for, and still evaluates others', () => {
      const learner = learn({ ...CLASSIFIER, evaluationRows: [4, 2, 2] });
      learner.train(batchOf(CLASSIFIER, 4), 1e-3);
      const rowsOf = (count: number) => learner.evaluate(batchOf(CLASSIFIER, count)).probabilities;
      const six = rowsOf(6);
      for (const count of [1, 2, 3, 4]) {
        const probabilities = rowsOf(count);
        assert.equal(probabilities.length, 2 * count);
        const worst = Math.max(...probabilities.map((value, index) => Math.abs(value - six[index]!)));
        assert.ok(worst < 1e-5, `${worst} apart`);
      }
    });

    it('gives evaluation no effect on training', () => {
      const [watched, alone] = [learn(SEGMENTER), learn(SEGMENTER)];
      for (let step = 1; step <= 3; step++) {
        for (const learner of [watched, alone]) learner.train(batchOf(SEGMENTER, 2, step), 1e-3);
        watched.evaluate(batchOf(SEGMENTER, 3, 9));
        watched.weights();
      }
      assert.deepEqual(bits(watched.state()), bits(alone.state()));
    });

    it('moves the running statistics by a tenth', () => {
      const learner = learn(CLASSIFIER);
      const zero = new Map(
        [...learner.weights()].map(([name, { shape, data }]) => [name, { shape, data: data.map(() => 0) }]),
      );
      zero.get('bn1.running_var')!.data.fill(1);
      learner.setWeights(zero);
      learner.train(batchOf(CLASSIFIER, 2), 0);
      // Every filter is zero: mean 0 and variance 0 of everything.
      const { data } = learner.weights().get('bn1.running_var')!;
      for (const value of data) assert.ok(Math.abs(value - 0.9) < 1e-6, `${value}`);
    });

    it('trains on one image where batch norm still sees several values, and refuses where it sees one', () => {
      assert.ok(Number.isFinite(learn(CLASSIFIER).train(batchOf(CLASSIFIER, 1), 1e-3)));
      const tiny = { ...CLASSIFIER, imageSize: 32 };
      assert.throws(() => learn(tiny).train(batchOf(tiny, 1), 1e-3), /batch/i);
      assert.ok(Number.isFinite(learn(tiny).train(batchOf(tiny, 2), 1e-3)));
    });

    it('trains on after a step that was refused', () => {
      const tiny = { ...CLASSIFIER, imageSize: 32 };
      const [learner, other] = [learn(tiny), learn(tiny)];
      assert.throws(() => learner.train(batchOf(tiny, 1), 1e-3));
      for (const each of [learner, other]) each.train(batchOf(tiny, 2), 1e-3);
      assert.deepEqual(bits(learner.state()), bits(other.state()));
    });

    it('adds numbers up, to none that is finite where one is not', () => {
      const learner = learn(CLASSIFIER);
      const numbers = Float32Array.from({ length: 5003 }, (_, index) => (index % 2 === 0 ? 2 : -1));
      assert.equal(learner.sum(numbers), 2 * 2502 - 2501);
      for (const at of [0, 4096, 5002]) {
        for (const value of [Number.NaN, Infinity, -Infinity])
          assert.ok(!Number.isFinite(learner.sum(numbers.with(at, value))));
      }
      assert.ok(Number.isNaN(learner.sum(numbers.with(0, Infinity).with(5002, -Infinity))));
    });

    it('loads what fits of an encoder and names the rest', () => {
      const [source, target] = [learn({ ...CLASSIFIER, seed: 5 }), learn(SEGMENTER)];
      const weights = new Map(source.weights());
      weights.delete('bn1.bias');
      weights.set('layer1.0.conv1.weight', { shape: [1], data: Float32Array.of(0) });
      const report = target.loadEncoder(weights);
      assert.deepEqual(report.dropped, ['fc.weight', 'fc.bias']);
      assert.deepEqual(report.missing, ['bn1.bias']);
      assert.deepEqual(report.mismatched, ['layer1.0.conv1.weight [1] for [8,8,3,3]']);
      assert.equal(report.total - report.loaded, 8 + 8 * 8 * 9);
      assert.deepEqual(target.weights().get('encoder.layer2.0.conv1.weight'), weights.get('layer2.0.conv1.weight'));
    });

    it('hands an encoder from a classifier to a U-Net unchanged', () => {
      const [source, target] = [learn({ ...CLASSIFIER, seed: 5 }), learn(SEGMENTER)];
      source.train(batchOf(CLASSIFIER, 4), 1e-2);
      const { loaded, total } = target.loadEncoder(source.encoderWeights());
      assert.equal(loaded, total);
      assert.deepEqual(bits(target.encoderWeights()), bits(source.encoderWeights()));
    });

    it('keeps no tensor of a step, and none at all once disposed of', () => {
      const start = tf.memory().numTensors;
      for (const settings of [CLASSIFIER, SEGMENTER]) {
        const learner = createLearner(engine, settings);
        const held = tf.memory().numTensors;
        for (const count of [4, 4, 3, 4]) {
          learner.train(batchOf(settings, count), 1e-3);
          learner.evaluate(batchOf(settings, count));
          learner.restore(learner.state());
          learner.reset(1);
          assert.equal(tf.memory().numTensors, held);
        }
        learner.dispose();
        assert.equal(tf.memory().numTensors, start);
      }
    });
  });
}
