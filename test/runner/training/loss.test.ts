import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
import { IGNORED } from '../../../runner/datasets/uncertain-labels';
import { openEngine } from '../../../runner/engines/open-engine';
import { lossTensor, lossValue } from '../../../runner/training/loss';
import { ENGINES, requireEngine } from '../engines';

/** Logits about and at 0 and far from it, and the targets that make each of them right and wrong. */
const LOGITS = Float32Array.of(0, 0, -1e-3, 2, -3, 30, -30, 100, -100);
const TARGETS = Float32Array.of(0, 1, 1, 0, 1, 1, 1, 0, 0);

for (const engine of ENGINES) {
  describe(`losses on ${engine}`, () => {
    before(async function () {
      requireEngine(this as unknown as Mocha.Context, engine);
      await openEngine(engine);
    });

    it('are the same as tensors and as numbers', () => {
      for (const loss of ['binary-cross-entropy', 'soft-dice', { kind: 'soft-dice', smooth: 50 }] as const) {
        const [value] = tf.tidy(() => lossTensor(loss, tf.tensor1d(LOGITS), tf.tensor1d(TARGETS)).dataSync());
        const expected = lossValue(loss, LOGITS, TARGETS);
        assert.ok(Math.abs(value! - expected) < 1e-6 * expected, `${loss}: ${value} for ${expected}`);
      }
    });

    it('smooth Dice as much as they are told to', () => {
      const empty = [Float32Array.of(0, 0), Float32Array.of(0, 0)] as const;
      assert.equal(lossValue('soft-dice', ...empty), 1 - 1 / 2);
      assert.equal(lossValue({ kind: 'soft-dice', smooth: 3 }, ...empty), 1 - 3 / 4);
    });

    it('give binary cross-entropy the gradient (sigmoid(z) - y) / n, at 0 too', () => {
      const gradient = tf.tidy(() => {
        const targets = tf.tensor1d(TARGETS);
        return tf
          .grad((z) => lossTensor('binary-cross-entropy', z, targets))(tf.tensor1d(LOGITS))
          .dataSync();
      });
      LOGITS.forEach((z, index) => {
        const expected = (1 / (1 + Math.exp(-z)) - TARGETS[index]!) / LOGITS.length;
        assert.ok(Math.abs(gradient[index]! - expected) < 1e-7, `at ${z}: ${gradient[index]} for ${expected}`);
      });
    });

    it('pass over ignored targets, which leave the weight of the others as it is', () => {
      const ignored = TARGETS.map((target, index) => (index % 3 === 1 ? IGNORED : target));
      const binary = 'binary-cross-entropy';
      const of = (index: number) => lossValue(binary, LOGITS.slice(index, index + 1), TARGETS.slice(index, index + 1));
      const counted = [0, 2, 3, 5, 6, 8];
      const expected = counted.reduce((sum, index) => sum + of(index), 0) / LOGITS.length;
      const [value, gradient, all] = tf.tidy(() => {
        const [logits, targets] = [tf.tensor1d(LOGITS), tf.tensor1d(ignored)];
        const gradientOf = (targets: tf.Tensor1D, ignoring: boolean) =>
          tf
            .grad((z) => lossTensor(binary, z, targets, ignoring))(logits)
            .dataSync();
        const value = lossTensor(binary, logits, targets, true).dataSync()[0]!;
        return [value, gradientOf(targets, true), gradientOf(tf.tensor1d(TARGETS), false)] as const;
      });
      for (const found of [value, lossValue(binary, LOGITS, ignored)])
        assert.ok(Math.abs(found - expected) < 1e-6 * expected, `${found} for ${expected}`);
      assert.deepEqual(
        [...gradient],
        [...all].map((each, index) => (counted.includes(index) ? each : 0)),
      );
    });
  });
}
