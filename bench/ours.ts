/**
 * Warmstart's side of a duel: `node ours.js CASE-AS-JSON`. Says `ready` after the first step; then takes one step for every line that comes
 * in and answers with its milliseconds; `end` is answered with the peak memory in megabytes.
 */
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
    imageSize: size,
    batchSize: batch,
    classes,
    seed: 1,
  });
  const data: Batch = {
    count: batch,
    images: Float32Array.from({ length: batch * size * size * 3 }, () => 2 * Math.random() - 1),
    targets: Float32Array.from({ length: batch * (kind === 'classification' ? classes : size * size) }, () =>
      Math.round(Math.random()),
    ),
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

void main();
