import { diceOf } from '../../journal/test-cases';

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

/** Dice coefficients of predicted and true masks. @param counts as `overlaps` gives them */
export function dice(counts: Uint32Array): Dice {
  const perImage: number[] = [];
  let [allCommon, allPredicted, allThere] = [0, 0, 0];
  for (let at = 0; at < counts.length; at += 3) {
    const [common, found, there] = [counts[at]!, counts[at + 1]!, counts[at + 2]!];
    perImage.push(diceOf(common, found, there));
    allCommon += common;
    allPredicted += found;
    allThere += there;
  }
  if (perImage.length === 0) return { mean: null, pooled: null, perImage };
  const mean = perImage.reduce((sum, value) => sum + value, 0) / perImage.length;
  return { mean, pooled: diceOf(allCommon, allPredicted, allThere), perImage };
}

/**
 * [images, 3]: foreground pixels in both, in the predicted, and in the true mask.
 *
 * @param predicted [images, pixels]: probabilities, or masks of 0 and 1; above one half is foreground.
 * @param truths [images, pixels], 0 or 1
 * @param pixels of one image.
 */
export function overlaps(
  predicted: ArrayLike<number>,
  truths: ArrayLike<number>,
  pixels: number,
): Uint32Array<ArrayBuffer> {
  if (predicted.length !== truths.length)
    throw new RangeError(`${predicted.length} predicted pixels and ${truths.length} true ones`);
  const counts = new Uint32Array(3 * Math.ceil(truths.length / pixels));
  for (let image = 0; 3 * image < counts.length; image++) {
    let [common, allFound, allThere] = [0, 0, 0];
    for (let pixel = image * pixels; pixel < (image + 1) * pixels; pixel++) {
      const [found, there] = [predicted[pixel]! > THRESHOLD, truths[pixel]! > THRESHOLD];
      if (found && there) common++;
      allFound += Number(found);
      allThere += Number(there);
    }
    counts.set([common, allFound, allThere], 3 * image);
  }
  return counts;
}
