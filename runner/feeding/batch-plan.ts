/** Which examples each batch shows, and how they are changed: decided before any pixel is read, so that any thread can make any batch. */
import type { TrainingSettings } from '../../spec/spec';
import type { Part } from '../datasets/dataset';
import { TEN_CROP_VIEWS } from '../datasets/ten-crop';
import { RandomStream } from '../random';

export interface BatchPlan {
  readonly part: Part;
  /** Examples of the part, in the order of their rows. */
  readonly examples: readonly number[];
  /** Rows that an example takes: ten with ten-crop, else one. */
  readonly views: 1 | typeof TEN_CROP_VIEWS;
  /** Augmentations are drawn for this seed and epoch; null: none, the centre is cut out. */
  readonly augmentation: AugmentationKey | null;
}

export interface AugmentationKey {
  readonly setting: TrainingSettings['augmentation'];
  readonly seed: number;
  readonly epoch: number;
}

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

/** One epoch of training: every example once, in an order and with augmentations that depend on seed and epoch alone. */
export function planTraining(
  examples: number,
  { batchSize, augmentation: setting }: Pick<TrainingSettings, 'batchSize' | 'augmentation'>,
  seed: number,
  epoch: number,
): BatchPlan[] {
  const order = [...new RandomStream(seed, 'order', epoch).permutation(examples)];
  const augmentation = { setting, seed, epoch };
  return batchSizes(examples, batchSize).map((size) => ({
    part: 'train',
    examples: order.splice(0, size),
    views: 1,
    augmentation,
  }));
}

/** Rows that an example of a part takes when it is evaluated: only the test part is augmented. */
export function evaluationViews(
  part: Part,
  { testTimeAugmentation }: Pick<TrainingSettings, 'testTimeAugmentation'>,
): BatchPlan['views'] {
  return part === 'test' && testTimeAugmentation === 'ten-crop' ? TEN_CROP_VIEWS : 1;
}

/** Examples in each batch of a part: as few batches as hold them all, as equal as can be, so that little has to be filled up. */
function evaluationStep(
  examples: number,
  part: Part,
  training: Pick<TrainingSettings, 'batchSize' | 'testTimeAugmentation'>,
): number {
  const most = Math.max(1, Math.floor(training.batchSize / evaluationViews(part, training)));
  return Math.ceil(examples / Math.ceil(examples / most));
}

/** Rows of the largest batch in which a part is evaluated. */
export function evaluationRows(
  examples: number,
  part: Part,
  training: Pick<TrainingSettings, 'batchSize' | 'testTimeAugmentation'>,
): number {
  return evaluationStep(examples, part, training) * evaluationViews(part, training);
}

/**
 * A part in its own order, unchanged: the centre crop for classification, the whole image for segmentation. With `ten-crop` each example
 * is ten rows in a row (`meanOverViews` joins their outputs), and a batch holds as many examples as fit, at least one.
 */
export function planEvaluation(
  examples: number,
  part: Part,
  training: Pick<TrainingSettings, 'batchSize' | 'testTimeAugmentation'>,
): BatchPlan[] {
  const views = evaluationViews(part, training);
  const step = evaluationStep(examples, part, training);
  return Array.from({ length: Math.ceil(examples / step) }, (_, batch) => {
    const first = batch * step;
    const count = Math.min(step, examples - first);
    return { part, examples: Array.from({ length: count }, (_, i) => first + i), views, augmentation: null };
  });
}
