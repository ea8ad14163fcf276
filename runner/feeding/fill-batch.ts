import { applyAugmentation } from '../datasets/augment';
import { centreCrop } from '../datasets/crop';
import { drawAugmentation } from '../datasets/draw-augmentation';
import type { Pixels } from '../datasets/pixels';
import type { PreparedFile } from '../datasets/prepared-file';
import { tenCrop } from '../datasets/ten-crop';
import type { BatchPlan } from './batch-plan';

/** Where a batch's pixels go. */
export interface BatchArrays {
  /** [count, size, size, 3] */
  readonly images: Uint8Array;
  /** [count, size, size, 1], 0 or 1; null where there are no masks. */
  readonly masks: Uint8Array | null;
}

/** A batch as the maker of its pixels knows it. */
export interface PixelPlan extends Pick<BatchPlan, 'examples' | 'views' | 'augmentation'> {
  /** Where each example lies in the prepared file. */
  readonly rows: readonly number[];
  /** Side of the network's input, in pixels. */
  readonly imageSize: number;
}

/** Reads, augments and writes a batch's images, and their masks changed as they are. */
export function fillBatch(file: PreparedFile, plan: PixelPlan, { images, masks }: BatchArrays): void {
  for (const [index, row] of plan.rows.entries()) {
    const viewsOf = cutterOf(plan, file.layout.side, plan.examples[index]!);
    put(images, index, viewsOf(file.image(row)));
    if (masks !== null) put(masks, index, viewsOf(file.mask(row)));
  }
}

/** Writes an example's views, which are as many for every example. */
function put(array: Uint8Array, index: number, views: readonly Pixels[]): void {
  for (const [view, { data }] of views.entries()) array.set(data, (index * views.length + view) * data.length);
}

/** What becomes of the pixels of an example, of its image and its mask alike. */
function cutterOf(
  { views, augmentation: key, imageSize }: PixelPlan,
  side: number,
  example: number,
): (pixels: Pixels) => Pixels[] {
  if (views > 1) return (pixels) => tenCrop(pixels, imageSize);
  if (key === null) return (pixels) => [centreCrop(pixels, imageSize)];
  const augmentation = drawAugmentation(key.setting, side, key.seed, key.epoch, example);
  return (pixels) => [applyAugmentation(pixels, augmentation, imageSize)];
}
