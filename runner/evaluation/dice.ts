/** Probability above which a pixel is foreground. */
export const THRESHOLD = 0.5;

export interface Dice {
  /** Mean of the images' Dice; null without images. */
  readonly mean: number | null;
  /** Dice over all pixels of all images together. */
  readonly pooled: number | null;
  /** One for each image. */
  readonly perImage: readonly number[];
}

/**
 * Dice coefficient 2 |A ∩ B| / (|A| + |B|) of predicted and true masks; two empty masks agree: 1.
 *
 * @param predicted [images, pixels]: probabilities, or masks of 0 and 1; above one half is foreground.
 * @param truths [images, pixels], 0 or 1
 * @param pixels of one image.
 */
export function dice(predicted: ArrayLike<number>, truths: ArrayLike<number>, pixels: number): Dice {
  if (predicted.length !== truths.length)
    throw new RangeError(`${predicted.length} predicted pixels and ${truths.length} true ones`);
  const perImage: number[] = [];
  let [allCommon, allMarked] = [0, 0];
  for (let start = 0; start < truths.length; start += pixels) {
    let [common, marked] = [0, 0];
    for (let pixel = start; pixel < start + pixels; pixel++) {
      const [found, there] = [predicted[pixel]! > THRESHOLD, truths[pixel]! > THRESHOLD];
      if (found && there) common++;
      marked += Number(found) + Number(there);
    }
    perImage.push(share(common, marked));
    allCommon += common;
    allMarked += marked;
  }
  if (perImage.length === 0) return { mean: null, pooled: null, perImage };
  const mean = perImage.reduce((sum, value) => sum + value, 0) / perImage.length;
  return { mean, pooled: share(allCommon, allMarked), perImage };
}

function share(common: number, marked: number): number {
  return marked === 0 ? 1 : (2 * common) / marked;
}
