import type { TrainingSettings } from '../../spec/spec';
import { RandomStream } from '../random';
import { applyAugmentation } from './augment';
import { centreCrop } from './crop';
import type { Batch, Part } from './dataset';
import { drawAugmentation } from './draw-augmentation';
import { normalisationTable } from './normalise';
import type { Pixels } from './pixels';
import type { PreparedDataset } from './prepare';
import { TEN_CROP_VIEWS, tenCrop } from './ten-crop';

export type BatchSettings = Pick<TrainingSettings, 'batchSize' | 'augmentation' | 'normalisation'>;

/**
 * Sizes of an epoch's batches. The last may be smaller; a single left-over example joins the batch before it, because batch norm needs
 * more than one. Only a training part of one example, or a batch size of one, gives batches of one.
 */
export function batchSizes(examples: number, batchSize: number): number[] {
  const sizes: number[] = [];
  for (let left = examples; left > 0; left -= sizes.at(-1)!)
    sizes.push(left === batchSize + 1 ? left : Math.min(left, batchSize));
  return batchSize === 1 ? Array<number>(examples).fill(1) : sizes;
}

/**
 * One epoch of training batches, in an order and with augmentations that depend on `seed` and `epoch` alone. The arrays of a batch are
 * the caller's until the next batch is asked for, which writes over them.
 */
export function* trainBatches(
  prepared: PreparedDataset,
  settings: BatchSettings,
  seed: number,
  epoch: number,
): Generator<Batch, void> {
  const examples = prepared.dataset.parts.train.length;
  const order = new RandomStream(seed, 'order', epoch).permutation(examples);
  const writer = new BatchWriter(prepared, settings);
  let next = 0;
  for (const size of batchSizes(examples, settings.batchSize)) {
    writer.start(size);
    for (const index of order.subarray(next, next + size)) {
      const augmentation = drawAugmentation(settings.augmentation, prepared.side, seed, epoch, index);
      const augment = (pixels: Pixels) => applyAugmentation(pixels, augmentation, prepared.imageSize);
      writer.add(augment(prepared.image('train', index)), 'train', index, augment);
    }
    next += size;
    yield writer.batch();
  }
}

/**
 * The batches of a part in its own order, unchanged: the centre crop for classification, the whole image for segmentation. With
 * `ten-crop` each example is ten rows in a row (`meanOverViews` joins their outputs), and a batch holds as many examples as fit, at
 * least one. The arrays are the caller's until the next batch is asked for.
 */
export function* evaluationBatches(
  prepared: PreparedDataset,
  part: Part,
  settings: Pick<TrainingSettings, 'batchSize' | 'normalisation'>,
  views: TrainingSettings['testTimeAugmentation'] = 'none',
): Generator<Batch, void> {
  const examples = prepared.dataset.parts[part].length;
  const rows = views === 'ten-crop' ? TEN_CROP_VIEWS : 1;
  const step = Math.max(1, Math.floor(settings.batchSize / rows));
  const writer = new BatchWriter(prepared, settings);
  for (let first = 0; first < examples; first += step) {
    const end = Math.min(first + step, examples);
    writer.start((end - first) * rows);
    for (let index = first; index < end; index++) {
      const image = prepared.image(part, index);
      const cut = views === 'ten-crop' ? tenCrop(image, prepared.imageSize) : [centreCrop(image, prepared.imageSize)];
      for (const view of cut) writer.add(view, part, index, (mask) => mask);
    }
    yield writer.batch();
  }
}

/** Fills the arrays of one batch after another, always the same memory. */
class BatchWriter {
  readonly #prepared: PreparedDataset;
  readonly #table: Float32Array;
  readonly #imageLength: number;
  readonly #targetLength: number;
  #images = new Float32Array(0);
  #targets = new Float32Array(0);
  #count = 0;

  constructor(prepared: PreparedDataset, settings: Pick<TrainingSettings, 'normalisation'>) {
    const { dataset, imageSize } = prepared;
    this.#prepared = prepared;
    this.#table = normalisationTable(settings.normalisation);
    this.#imageLength = imageSize * imageSize * 3;
    this.#targetLength = dataset.kind === 'segmentation' ? imageSize * imageSize : dataset.classes.length;
  }

  /** Makes room for `count` rows. */
  start(count: number): void {
    this.#count = 0;
    if (this.#images.length < count * this.#imageLength) {
      this.#images = new Float32Array(count * this.#imageLength);
      this.#targets = new Float32Array(count * this.#targetLength);
    }
  }

  /** Adds a row: an image of the network's size, and the example's labels or its mask, changed as the image was. */
  add(image: Pixels, part: Part, index: number, change: (mask: Pixels) => Pixels): void {
    let at = this.#count * this.#imageLength;
    for (let i = 0; i < image.data.length; i += 3) {
      this.#images[at++] = this.#table[image.data[i]!]!;
      this.#images[at++] = this.#table[256 + image.data[i + 1]!]!;
      this.#images[at++] = this.#table[512 + image.data[i + 2]!]!;
    }
    const { dataset } = this.#prepared;
    const target =
      dataset.kind === 'segmentation'
        ? change(this.#prepared.mask(part, index)).data
        : dataset.parts[part][index]!.labels;
    this.#targets.set(target, this.#count * this.#targetLength);
    this.#count++;
  }

  batch(): Batch {
    return {
      count: this.#count,
      images: this.#images.subarray(0, this.#count * this.#imageLength),
      targets: this.#targets.subarray(0, this.#count * this.#targetLength),
    };
  }
}
