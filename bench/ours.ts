/**
 * Warmstart's side of a duel: `node ours.js CASE-AS-JSON`. Says `ready` after the first step; then takes one step for every line that comes
 * in and answers with its milliseconds; `end` is answered with the peak memory in megabytes.
 */
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Batch } from '../runner/datasets/dataset';
import { openEngine } from '../runner/engines/open-engine';
import { createLearner } from '../runner/training/create-learner';
import type { BenchCase } from './cases';

/** Labels of ChestX-ray14. */
const CLASSES = 14;

async function main(): Promise<void> {
  const { mode, kind, encoder, size, batch } = JSON.parse(process.argv[2]!) as BenchCase;
  const classes = kind === 'classification' ? CLASSES : 1;
  const learner = createLearner(await openEngine('tensorflow'), {
    kind,
    network: { encoder, width: 64 },
    loss: 'binary-cross-entropy',
    normalisation: 'imagenet',
    imageSize: size,
    batchSize: batch,
    classes,
    seed: 1,
  });
  const data: Batch = {
    count: batch,
    images: randomBytes(batch * size * size * 3),
    targets: kind === 'classification' ? Float32Array.from(randomBits(batch * classes)) : randomBits(batch * size ** 2),
  };
  const step = mode === 'train' ? () => learner.train(data, 1e-4) : () => learner.evaluate(data);
  step();
  console.log('ready');
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'end') break;
    const started = performance.now();
    step();
    console.log(performance.now() - started);
  }
  console.log(process.resourceUsage().maxRSS / 1024);
}

function randomBits(count: number): Uint8Array {
  return randomBytes(count).map((byte) => byte & 1);
}

void main();
