// npm run endurance: ten thousand training steps, with an evaluation and a look at the state in between, must leave memory as it was.
import { randomBytes } from 'node:crypto';
import * as tf from '@tensorflow/tfjs-core';
import type { Batch } from '../runner/datasets/dataset';
import { openEngine } from '../runner/engines/open-engine';
import { createLearner } from '../runner/training/create-learner';

const STEPS = 10_000;
const EVERY = 500;
const [SIZE, BATCH] = [32, 8];

async function main(): Promise<void> {
  const engine = await openEngine('tensorflow');
  const learner = createLearner(engine, {
    kind: 'classification',
    network: { encoder: 'resnet18', width: 8 },
    loss: 'binary-cross-entropy',
    normalisation: 'imagenet',
    imageSize: SIZE,
    batchSize: BATCH,
    classes: 2,
    seed: 1,
  });
  // Every tenth batch is the smaller one at the end of an epoch.
  const batchOf = (count: number): Batch => ({
    count,
    images: randomBytes(count * SIZE * SIZE * 3),
    targets: Float32Array.from({ length: count * 2 }, () => Math.round(Math.random())),
  });
  const samples: { step: number; tensors: number; megabytes: number; milliseconds: number }[] = [];
  let started = performance.now();
  for (let step = 1; step <= STEPS; step++) {
    learner.train(batchOf(step % 10 === 0 ? BATCH / 2 : BATCH), 1e-3);
    if (step % 50 === 0) learner.evaluate(batchOf(BATCH));
    if (step % EVERY !== 0) continue;
    learner.state();
    const milliseconds = (performance.now() - started) / EVERY;
    samples.push({
      step,
      tensors: tf.memory().numTensors,
      megabytes: process.memoryUsage().rss / 1e6,
      milliseconds,
    });
    started = performance.now();
  }
  console.log('  step  tensors  memory, MB  ms a step');
  for (const { step, tensors, megabytes, milliseconds } of samples) {
    console.log(
      `${`${step}`.padStart(6)}  ${`${tensors}`.padStart(7)}  ${megabytes.toFixed(0).padStart(10)}  ${milliseconds.toFixed(1).padStart(9)}`,
    );
  }
  // The first tenth fills caches: TensorFlow's allocator and V8's heap.
  const settled = samples.slice(samples.length / 10).map(({ megabytes }) => megabytes);
  const growth = settled.at(-1)! / settled[0]! - 1;
  const flat = samples.every(({ tensors }) => tensors === samples[0]!.tensors) && growth < 0.02;
  console.log(
    `\nmemory ${growth < 0 ? '' : '+'}${(100 * growth).toFixed(1)} % over the last nine tenths: ${flat ? 'flat' : 'NOT FLAT'}`,
  );
  process.exitCode = flat ? 0 : 1;
}

void main();
