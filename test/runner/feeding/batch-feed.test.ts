import assert from 'node:assert/strict';
import { rmSync, truncateSync } from 'node:fs';
import type { Batch } from '../../../runner/datasets/dataset';
import type { PreparedDataset } from '../../../runner/datasets/prepare';
import { meanOverViews } from '../../../runner/datasets/ten-crop';
import { BatchFeed } from '../../../runner/feeding/batch-feed';
import { type BatchPlan, planEvaluation, planTraining } from '../../../runner/feeding/batch-plan';
import { DataThreads } from '../../../runner/feeding/data-threads';
import { numberedImages } from './numbered-images';

const PLAIN = { batchSize: 4, augmentation: 'none', testTimeAugmentation: 'none' } as const;

describe('a feed of batches', function () {
  this.timeout(60_000);
  const threads = new DataThreads(2);
  after(() => threads.dispose());

  /** Batches that stay when the next one is asked for. */
  async function read(prepared: PreparedDataset, plans: readonly BatchPlan[], of = threads): Promise<Batch[]> {
    return collect(new BatchFeed(of).open(prepared, plans));
  }

  async function collect(stream: AsyncIterable<Batch>): Promise<Batch[]> {
    const batches: Batch[] = [];
    for await (const { count, images, targets } of stream)
      batches.push({ count, images: images.slice(), targets: targets.slice() });
    return batches;
  }

  it('keeps labels with their images, in the order of the plan', async () => {
    const plans = planTraining(13, PLAIN, 1, 1);
    const batches = await read(numberedImages('classification', 13, 4, 4), plans);
    const shown: number[] = [];
    for (const { count, images, targets } of batches) {
      for (let row = 0; row < count; row++) {
        const index = images[row * 48]!;
        shown.push(index);
        assert.deepEqual([...targets.subarray(2 * row, 2 * row + 2)], [index % 2, index % 3 === 0 ? 1 : 0]);
      }
    }
    assert.deepEqual(
      shown,
      plans.flatMap(({ examples }) => [...examples]),
    );
  });

  it('cuts the centre to evaluate', async () => {
    const batches = await read(numberedImages('classification', 9, 4, 6), planEvaluation(9, 'test', PLAIN));
    assert.deepEqual(
      batches.map(({ count }) => count),
      [3, 3, 3],
    );
    assert.deepEqual([...batches[2]!.images.subarray(96, 102)], [8, 1, 1, 8, 2, 1]);
  });

  it('gives ten views of each example in a row, whose outputs are averaged', async () => {
    const settings = { batchSize: 25, testTimeAugmentation: 'ten-crop' } as const;
    const batches = await read(numberedImages('classification', 3, 4, 6), planEvaluation(3, 'test', settings));
    assert.deepEqual(
      batches.map(({ count }) => count),
      [20, 10],
    );
    // Top left, top right, bottom left, bottom right, centre; then of the flipped image.
    const corners = Array.from({ length: 10 }, (_, view) => [
      ...batches[0]!.images.subarray(48 * (10 + view)).subarray(0, 3),
    ]);
    const straight = [
      [1, 0, 0],
      [1, 2, 0],
      [1, 0, 2],
      [1, 2, 2],
      [1, 1, 1],
    ];
    const flipped = [
      [1, 5, 0],
      [1, 3, 0],
      [1, 5, 2],
      [1, 3, 2],
      [1, 4, 1],
    ];
    assert.deepEqual(corners, [...straight, ...flipped]);
    assert.deepEqual([...batches[0]!.targets.subarray(18, 22)], [0, 1, 1, 0]);
    const probabilities = Float32Array.from([0.1, 1, 0.3, 0, 0.5, 1, 0.7, 1]);
    assert.deepEqual(meanOverViews(probabilities, 2, 2), Float32Array.from([0.2, 0.5, 0.6, 1]));
  });

  it('flips image and mask together', async () => {
    const plans = planTraining(12, { ...PLAIN, augmentation: 'flip' }, 1, 1);
    let flipped = 0;
    for (const { count, images, targets } of await read(numberedImages('segmentation', 12, 16, 16), plans)) {
      for (let row = 0; row < count; row++) {
        const at = row * 256;
        if (images[3 * at + 1] === 15) flipped++;
        for (let pixel = 0; pixel < 256; pixel++) {
          const [index, column] = [images[3 * (at + pixel)]!, images[3 * (at + pixel) + 1]!];
          assert.equal(targets[at + pixel], Number(column <= index));
        }
      }
    }
    assert.ok(flipped > 0 && flipped < 12, `${flipped} of 12 flipped`);
  });

  it('makes the same batches in any number of threads', async () => {
    const prepared = numberedImages('classification', 50, 12, 14);
    const plans = planTraining(50, { batchSize: 4, augmentation: 'crop-flip-rotate' }, 3, 2);
    const [one, five] = [new DataThreads(1), new DataThreads(5)];
    const [expected, actual] = [await read(prepared, plans, one), await read(prepared, plans, five)];
    await Promise.all([one.dispose(), five.dispose()]);
    assert.deepEqual(actual, expected);
    assert.notDeepEqual(expected, await read(prepared, planTraining(50, PLAIN, 3, 2)));
  });

  it('goes on with the next stream, made ahead, in the memory of the one before', async () => {
    const prepared = numberedImages('classification', 40, 4, 6);
    const feed = new BatchFeed(threads);
    const streams = [1, 2, 3].map((epoch) => feed.open(prepared, planTraining(40, PLAIN, 1, epoch)));
    for (const [index, stream] of streams.entries()) {
      assert.deepEqual(await collect(stream), await read(prepared, planTraining(40, PLAIN, 1, index + 1)));
      assert.ok(stream.waited >= 0);
    }
  });

  it('gives up what is open, and serves the next as if nothing had been', async () => {
    const prepared = numberedImages('classification', 40, 4, 6);
    const feed = new BatchFeed(threads);
    for (const _ of [1, 2, 3]) {
      const left = feed.open(prepared, planTraining(40, PLAIN, 1, 1));
      feed.open(prepared, planTraining(40, PLAIN, 1, 2));
      for await (const { count } of left) {
        assert.equal(count, 4);
        break;
      }
      feed.clear();
    }
    const plans = planEvaluation(40, 'test', PLAIN);
    assert.deepEqual(await collect(feed.open(prepared, plans)), await read(prepared, plans));
  });

  it('tells the reader what kept a batch from being made, with the path, and goes on to serve others', async () => {
    const [cut, gone, whole] = [1, 2, 3].map(() => numberedImages('classification', 8, 4, 6)) as [
      PreparedDataset,
      PreparedDataset,
      PreparedDataset,
    ];
    truncateSync(cut.layout.path, 6 * 6 * 3 * 5);
    rmSync(gone.layout.path);
    const plans = planEvaluation(8, 'test', PLAIN);
    const feed = new BatchFeed(threads);
    const stream = feed.open(cut, plans);
    await assert.rejects(collect(stream), { message: `${cut.layout.path} was cut short while in use.` });
    feed.clear();
    await assert.rejects(collect(feed.open(gone, plans)), { code: 'ENOENT', syscall: 'open', path: gone.layout.path });
    feed.clear();
    assert.equal((await collect(feed.open(whole, plans))).length, 2);
  });
});
