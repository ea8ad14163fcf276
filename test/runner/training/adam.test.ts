/** Adam against PyTorch's (golden/make_adam.py), step by step on every engine, and compiled into a learner's. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { USUAL_ADAM } from '../../../catalog/adam';
import type { AdamValues } from '../../../catalog/recipe';
import type { Engine } from '../../../runner/engines/engine';
import { openEngine } from '../../../runner/engines/open-engine';
import { adamScalars, applyAdam } from '../../../runner/training/adam';
import { createLearner } from '../../../runner/training/create-learner';
import { ENGINES, requireEngine } from '../engines';
import { batchOf, CLASSIFIER } from './learners';

interface Golden {
  readonly torch: string;
  readonly start: readonly number[];
  readonly gradients: readonly (readonly number[])[];
  readonly cases: readonly { readonly settings: Partial<AdamValues>; readonly weights: readonly number[] }[];
}

const golden = JSON.parse(readFileSync(path.join(__dirname, 'golden/adam.json'), 'utf8')) as Golden;

for (const engineName of ENGINES) {
  describe(`Adam on ${engineName}`, function () {
    this.timeout(120_000);
    let engine: Engine;
    before(async function () {
      requireEngine(this as unknown as Mocha.Context, engineName);
      engine = await openEngine(engineName);
    });

    for (const { settings, weights } of golden.cases) {
      it(`takes the steps of PyTorch ${golden.torch} with ${JSON.stringify(settings)}`, () => {
        const adam = { ...USUAL_ADAM, ...settings };
        const found = tf.tidy(() => {
          const parameter = tf.variable(tf.tensor1d([...golden.start]));
          const slots = { first: tf.variable(tf.zeros([4])), second: tf.variable(tf.zeros([4])) };
          for (const [index, gradient] of golden.gradients.entries())
            applyAdam(parameter, slots, tf.tensor1d([...gradient]), adamScalars(index + 1, 0.01, adam), adam, null);
          const values = parameter.dataSync();
          tf.dispose([parameter, slots.first, slots.second]);
          return values;
        });
        for (const [index, weight] of weights.entries())
          assert.ok(Math.abs(found[index]! - weight) < 1e-6, `${found[index]} for ${weight}`);
      });
    }

    it('has the numbers that a learner was made with', () => {
      const adam = { beta1: 0.5, beta2: 0.9, epsilon: 1e-3, weightDecay: 0.1 };
      const [usual, other] = [createLearner(engine, CLASSIFIER), createLearner(engine, { ...CLASSIFIER, adam })];
      const start = usual.weights().get('fc.weight')!.data;
      for (const learner of [usual, other]) learner.train(batchOf(CLASSIFIER, 4), 1e-2);
      const [before, after] = [usual, other].map((learner) => learner.state());
      for (const [index, weight] of start.entries()) {
        const gradient = before!.get('optimizer.first.fc.weight')!.data[index]! / (1 - USUAL_ADAM.beta1) + 0.1 * weight;
        assertClose(after!.get('optimizer.first.fc.weight')!.data[index]!, 0.5 * gradient);
        assertClose(after!.get('optimizer.second.fc.weight')!.data[index]!, 0.1 * gradient ** 2);
        const moved = weight - (1e-2 * gradient) / (Math.abs(gradient) + 1e-3);
        assertClose(after!.get('fc.weight')!.data[index]!, moved);
      }
      for (const learner of [usual, other]) learner.dispose();
    });
  });
}

function assertClose(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-5 * Math.max(1, Math.abs(expected)), `${actual} for ${expected}`);
}
