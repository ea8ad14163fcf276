import { centreCrop, crop } from './crop';
import { flipHorizontally } from './flip';
import { applyLevels, type Levels } from './levels';
import type { Pixels } from './pixels';
import { remapBilinear, remapNearest, type SamplingMap } from './remap';
import { resizeBilinear, resizeNearest } from './resize';
import { rotateNearest } from './rotate';

/** One thing that is done to an image, and to its mask alike. */
export type Change =
  /** Cut out, in pixels, and resized to the network's input. */
  | {
      readonly kind: 'crop';
      readonly top: number;
      readonly left: number;
      readonly height: number;
      readonly width: number;
    }
  | { readonly kind: 'flip' }
  /** Degrees, counter-clockwise. */
  | { readonly kind: 'rotate'; readonly angle: number }
  /** Other values for the same pixels; a mask stays as it is. */
  | { readonly kind: 'levels'; readonly levels: Levels }
  | { readonly kind: 'warp'; readonly map: SamplingMap };

/** What to do to one image, in this order, drawn before any pixel is touched. */
export type Augmentation = readonly Change[];

/**
 * Changes a square image, or the mask of one, which is never interpolated. Crop, flip and rotation are torchvision's on Pillow images, the
 * rest albumentations', and so is the crop of a mask.
 *
 * @param size side of the network's input; without a crop among the changes, the centre is cut out first.
 */
export function applyAugmentation(image: Pixels, augmentation: Augmentation, size: number): Pixels {
  const whole = augmentation.some(({ kind }) => kind === 'crop') ? image : centreCrop(image, size);
  return augmentation.reduce((pixels, change) => changed(pixels, change, size), whole);
}

function changed(pixels: Pixels, change: Change, size: number): Pixels {
  const isMask = pixels.channels === 1;
  switch (change.kind) {
    case 'crop': {
      const cut = crop(pixels, change.top, change.left, change.height, change.width);
      return isMask ? resizeNearest(cut, size, 'corner') : resizeBilinear(cut, size, size);
    }
    case 'flip':
      return flipHorizontally(pixels);
    case 'rotate':
      return rotateNearest(pixels, change.angle);
    case 'levels':
      return isMask ? pixels : applyLevels(pixels, change.levels);
    case 'warp':
      return isMask ? remapNearest(pixels, change.map) : remapBilinear(pixels, change.map);
  }
}
