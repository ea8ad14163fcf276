import assert from 'node:assert/strict';
import { batchSizes, evaluationBatches, trainBatches } from '../../../runner/datasets/batches';
import type { Batch, Example } from '../../../runner/datasets/dataset';
import type { PreparedDataset } from '../../../runner/datasets/prepare';
import { meanOverViews } from '../../../runner/datasets/ten-crop';

/** Prepared pixels that tell which example they are of: every red is the index, green is the column, blue the row. */
function preparedOf(
  kind: 'classification' | 'segmentation',
  count: number,
  imageSize: number,
  side: number,
): PreparedDataset {
  const examples = Array.from(
    { length: count },
    (_, index): Example => ({
      id: String(index),
      image: '',
      labels: [index % 2, index % 3 === 0 ? 1 : 0],
      mask: null,
      group: '',
    }),
  );
  const parts = { train: examples, validation: examples.slice(0, 1), test: examples };
  const coordinates = Array.from(
    { length: side * side },
    (_, pixel) => [Math.floor(pixel / side), pixel % side] as const,
  );
  return {
    dataset: { kind, classes: ['a', 'b'], parts, splitHash: '' },
    imageSize,
    side,
    image: (_, index) => ({
      width: side,
      height: side,
      channels: 3,
      data: Uint8Array.from(coordinates.flatMap(([y, x]) => [index, x, y])),
    }),
    mask: (_, index) => ({
      width: side,
      height: side,
      channels: 1,
      data: Uint8Array.from(coordinates.map(([, x]) => Number(x <= index))),
    }),
    close: () => {},
  };
}

const PLAIN = { batchSize: 4, augmentation: 'none', normalisation: 'none' } as const;

/** A batch that stays when the next one is asked for. */
function copyOf({ count, images, targets }: Batch): Batch {
  return { count, images: images.slice(), targets: targets.slice() };
}

function bytes({ images }: Batch): number[] {
  return [...images].map((value) => Math.round(value * 255));
}

describe('batchSizes', () => {
  it('never leaves a single example on its own', () => {
    assert.deepEqual(batchSizes(12, 4), [4, 4, 4]);
    assert.deepEqual(batchSizes(14, 4), [4, 4, 4, 2]);
    assert.deepEqual(batchSizes(13, 4), [4, 4, 5]);
    assert.deepEqual(batchSizes(3, 4), [3]);
    assert.deepEqual(batchSizes(5, 4), [5]);
    assert.deepEqual(batchSizes(3, 2), [3]);
    assert.deepEqual(batchSizes(1, 4), [1]);
    assert.deepEqual(batchSizes(3, 1), [1, 1, 1]);
  });
});

describe('trainBatches', () => {
  it('shows every example once an epoch, in an order of seed and epoch', () => {
    const prepared = preparedOf('classification', 13, 4, 4);
    const orderOf = (seed: number, epoch: number) => shownIn(trainBatches(prepared, PLAIN, seed, epoch));
    assert.deepEqual(
      [...orderOf(1, 1)].sort((a, b) => a - b),
      Array.from({ length: 13 }, (_, index) => index),
    );
    assert.deepEqual(orderOf(1, 1), orderOf(1, 1));
    assert.notDeepEqual(orderOf(1, 2), orderOf(1, 1));
    assert.notDeepEqual(orderOf(2, 1), orderOf(1, 1));
  });

  /** Indices of the examples, in the order shown. */
  function shownIn(batches: Iterable<Batch>): number[] {
    const order: number[] = [];
    for (const { count, images } of batches) {
      for (let row = 0; row < count; row++) order.push(Math.round(images[row * 48]! * 255));
    }
    return order;
  }

  it('keeps labels with their images', () => {
    for (const batch of trainBatches(preparedOf('classification', 13, 4, 4), PLAIN, 1, 1)) {
      for (let row = 0; row < batch.count; row++) {
        const index = Math.round(batch.images[row * 48]! * 255);
        assert.deepEqual([...batch.targets.subarray(2 * row, 2 * row + 2)], [index % 2, index % 3 === 0 ? 1 : 0]);
      }
    }
  });

  it('flips image and mask together', () => {
    let flipped = 0;
    for (const batch of trainBatches(
      preparedOf('segmentation', 12, 16, 16),
      { ...PLAIN, augmentation: 'flip' },
      1,
      1,
    )) {
      const values = bytes(batch);
      for (let row = 0; row < batch.count; row++) {
        const at = row * 256;
        if (values[3 * at + 1] === 15) flipped++;
        for (let pixel = 0; pixel < 256; pixel++) {
          const [index, column] = [values[3 * (at + pixel)]!, values[3 * (at + pixel) + 1]!];
          assert.equal(batch.targets[at + pixel], Number(column <= index));
        }
      }
    }
    assert.ok(flipped > 0 && flipped < 12, `${flipped} of 12 flipped`);
  });

  it('normalises as torchvision does', () => {
    const [batch] = [
      ...evaluationBatches(preparedOf('classification', 1, 4, 4), 'test', { batchSize: 1, normalisation: 'imagenet' }),
    ];
    const pixel = batch!.images.subarray(3 * 15, 3 * 16);
    const expected = [(0 - 0.485) / 0.229, (3 / 255 - 0.456) / 0.224, (3 / 255 - 0.406) / 0.225];
    assert.deepEqual(pixel, Float32Array.from(expected));
  });
});

describe('evaluationBatches', () => {
  it('keeps the order, cuts the centre, and goes to the end', () => {
    const batches = Array.from(evaluationBatches(preparedOf('classification', 9, 4, 6), 'test', PLAIN), copyOf);
    assert.deepEqual(
      batches.map(({ count }) => count),
      [4, 4, 1],
    );
    const values = batches.flatMap(bytes);
    assert.deepEqual(
      Array.from({ length: 9 }, (_, row) => values[row * 48]),
      [0, 1, 2, 3, 4, 5, 6, 7, 8],
    );
    assert.deepEqual(values.slice(0, 3), [0, 1, 1]);
  });

  it('gives ten views of each example in a row', () => {
    const settings = { batchSize: 25, normalisation: 'none' } as const;
    const batches = [...evaluationBatches(preparedOf('classification', 3, 4, 6), 'test', settings, 'ten-crop')];
    assert.deepEqual(
      batches.map(({ count }) => count),
      [20, 10],
    );
  });

  it('has its views averaged', () => {
    const probabilities = Float32Array.from([0.1, 1, 0.3, 0, 0.5, 1, 0.7, 1]);
    assert.deepEqual(meanOverViews(probabilities, 2, 2), Float32Array.from([0.2, 0.5, 0.6, 1]));
  });
});
