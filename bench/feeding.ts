// npm run feeding: how long training steps wait for data. ResNet-50 at 224 pixels on crops, flips and rotations of drawn X-rays, fed as a run is, in turn with the same steps on one batch that lies ready. Waiting includes that for the first batch.
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import type { Batch } from '../runner/datasets/dataset';
import { openDataset } from '../runner/datasets/open-dataset';
import { type PreparedDataset, prepare } from '../runner/datasets/prepare';
import type { Engine } from '../runner/engines/engine';
import { openEngine } from '../runner/engines/open-engine';
import { BatchFeed } from '../runner/feeding/batch-feed';
import { planTraining } from '../runner/feeding/batch-plan';
import { DataThreads } from '../runner/feeding/data-threads';
import { createLearner } from '../runner/training/create-learner';
import { spreadOf } from './spread';

const [SIZE, IMAGES, ROUNDS, STEPS] = [224, 160, 2, 10];

async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'warmstart-feeding-'));
  const threads = new DataThreads();
  try {
    const xRays = { layout: 'phantom', phantom: 'xray', name: 'x-rays', images: IMAGES, size: 128, seed: 1 } as const;
    const split = { train: 0.8, validation: 0.1, test: 0.1, groupBy: null, seed: 1 };
    const dataset = await openDataset({ ...xRays, split }, 'classification', '', { phantomFolder: folder });
    const [first, prepared] = await timed(() => prepare(dataset, { imageSize: SIZE }, folder, threads));
    const [again] = await timed(() => prepare(dataset, { imageSize: SIZE }, folder, threads));
    console.log(
      `${IMAGES} images of 128 pixels: prepared in ${first.toFixed(0)} ms, found again in ${again.toFixed(0)} ms`,
    );
    const engine = await openEngine('tensorflow');
    console.log(`${engine.device}, ${threads.count} threads for data of ${availableParallelism()}\n`);
    console.log('batch  made by one thread in  step on a ready batch  step when fed  waiting');
    for (const batchSize of [8, 32]) console.log(await measure(engine, prepared, threads, batchSize));
  } finally {
    await threads.dispose();
    await rm(folder, { recursive: true });
  }
}

async function measure(engine: Engine, prepared: PreparedDataset, threads: DataThreads, batchSize: number) {
  const { parts, classes } = prepared.dataset;
  const epochs = Array.from({ length: STEPS }, (_, epoch) =>
    planTraining(parts.train.length, { batchSize, augmentation: 'crop-flip-rotate' }, 1, epoch),
  );
  const plans = epochs.flat().slice(0, STEPS);
  const learner = createLearner(engine, {
    kind: 'classification',
    network: { encoder: 'resnet50', width: 64 },
    loss: 'binary-cross-entropy',
    normalisation: 'imagenet',
    imageSize: SIZE,
    batchSize,
    classes: classes.length,
    seed: 1,
  });
  const single = new DataThreads(1);
  const alone = new BatchFeed(single).open(prepared, plans);
  const making: number[] = [];
  let ready: Batch | null = null;
  for (const batches = alone[Symbol.asyncIterator](); ; ) {
    const [milliseconds, { done, value }] = await timed(() => batches.next());
    if (done) break;
    making.push(milliseconds);
    ready ??= { ...value, images: value.images.slice() };
  }
  await single.dispose();
  const feed = new BatchFeed(threads);
  const steps: Record<'ready' | 'fed', number[]> = { ready: [], fed: [] };
  let [waited, seconds] = [0, 0];
  learner.train(ready!, 1e-4);
  for (let round = 0; round < ROUNDS; round++) {
    for (const _ of plans) steps.ready.push((await timed(async () => learner.train(ready!, 1e-4)))[0]);
    const stream = feed.open(prepared, plans);
    const started = performance.now();
    for await (const batch of stream) steps.fed.push((await timed(async () => learner.train(batch, 1e-4)))[0]);
    seconds += (performance.now() - started) / 1000;
    waited += stream.waited;
  }
  learner.dispose();
  const cells = [spread(making), spread(steps.ready), spread(steps.fed), `${((100 * waited) / seconds).toFixed(2)} %`];
  return [`${batchSize}`.padStart(5), ...cells.map((cell) => cell.padStart(22))].join('  ');
}

function spread(milliseconds: readonly number[]): string {
  const { median, lower, upper } = spreadOf(milliseconds);
  return `${median.toFixed(0)} (${lower.toFixed(0)} to ${upper.toFixed(0)}) ms`;
}

async function timed<Result>(work: () => Promise<Result>): Promise<[milliseconds: number, Result]> {
  const started = performance.now();
  const result = await work();
  return [performance.now() - started, result];
}

void main();
