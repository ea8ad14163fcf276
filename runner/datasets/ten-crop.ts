import { centreCrop, crop } from './crop';
import { flipHorizontally } from './flip';
import type { Pixels } from './pixels';

/** Views of one image under test-time augmentation. */
export const TEN_CROP_VIEWS = 10;

/** torchvision's TenCrop: top left, top right, bottom left, bottom right, centre, and the same of the flipped image. */
export function tenCrop(image: Pixels, size: number): Pixels[] {
  return [image, flipHorizontally(image)].flatMap((one) => {
    const far = one.width - size;
    const corners = [
      [0, 0],
      [0, far],
      [far, 0],
      [far, far],
    ] as const;
    return [...corners.map(([top, left]) => crop(one, top, left, size, size)), centreCrop(one, size)];
  });
}

/** Mean over the views of each example. @param probabilities [examples * views, classes] @returns [examples, classes] */
export function meanOverViews(probabilities: Float32Array, views: number, classes: number): Float32Array {
  const mean = new Float32Array(probabilities.length / views);
  for (let i = 0; i < mean.length; i++) {
    const first = Math.floor(i / classes) * views * classes + (i % classes);
    let sum = 0;
    for (let view = 0; view < views; view++) sum += probabilities[first + view * classes]!;
    mean[i] = sum / views;
  }
  return mean;
}
