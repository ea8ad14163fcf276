import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs-core';
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
      for (const loss of ['binary-cross-entropy', 'soft-dice'] as const) {
        const [value] = tf.tidy(() => lossTensor(loss, tf.tensor1d(LOGITS), tf.tensor1d(TARGETS)).dataSync());
        const expected = lossValue(loss, LOGITS, TARGETS);
        assert.ok(Math.abs(value! - expected) < 1e-6 * expected, `${loss}: ${value} for ${expected}`);
      }
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
  });
}
