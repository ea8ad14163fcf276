import type { TrainingSettings } from '../../spec/spec';
import { RandomStream } from '../random';
import { crop } from './crop';
import { flipHorizontally } from './flip';
import type { Pixels } from './pixels';
import { resizeBilinear } from './resize';
import { rotateNearest } from './rotate';

/** What to do to one image, drawn before any pixel is touched. */
export interface Augmentation {
  /** Part of the image that is cut out and resized to the network's input; null: none. Pixels. */
  readonly crop: {
    readonly top: number;
    readonly left: number;
    readonly height: number;
    readonly width: number;
  } | null;
  readonly flip: boolean;
  /** Degrees, counter-clockwise. */
  readonly angle: number;
}

const AREA = [0.08, 1] as const;
const ASPECT = [3 / 4, 4 / 3] as const;
const LARGEST_ANGLE = 7;

/** The augmentation of one image in one epoch: the same whatever the order of workers. `side`: of the square image, in pixels. */
export function drawAugmentation(
  kind: TrainingSettings['augmentation'],
  side: number,
  seed: number,
  epoch: number,
  index: number,
): Augmentation {
  const random = new RandomStream(seed, 'augment', epoch, index);
  switch (kind) {
    case 'none':
      return { crop: null, flip: false, angle: 0 };
    case 'flip':
      return { crop: null, flip: random.uniform() < 0.5, angle: 0 };
    case 'crop-flip-rotate': {
      const area = drawCrop(random, side);
      return { crop: area, flip: random.uniform() < 0.5, angle: random.uniform(-LARGEST_ANGLE, LARGEST_ANGLE) };
    }
  }
}

/** torchvision's RandomResizedCrop.get_params: ten tries at an area and an aspect ratio that fit, else the whole (square) image. */
function drawCrop(random: RandomStream, side: number): NonNullable<Augmentation['crop']> {
  for (let attempt = 0; attempt < 10; attempt++) {
    const area = side * side * random.uniform(...AREA);
    const aspect = Math.exp(random.uniform(Math.log(ASPECT[0]), Math.log(ASPECT[1])));
    const width = Math.round(Math.sqrt(area * aspect));
    const height = Math.round(Math.sqrt(area / aspect));
    if (width < 1 || height < 1 || width > side || height > side) continue;
    return { top: random.integer(side - height + 1), left: random.integer(side - width + 1), height, width };
  }
  return { top: 0, left: 0, height: side, width: side };
}

/** Cut and resize to `size`, flip, rotate: in torchvision's order, and pixel for pixel its results on Pillow images. */
export function applyAugmentation(image: Pixels, { crop: area, flip, angle }: Augmentation, size: number): Pixels {
  const cut =
    area === null ? image : resizeBilinear(crop(image, area.top, area.left, area.height, area.width), size, size);
  const flipped = flip ? flipHorizontally(cut) : cut;
  return angle === 0 ? flipped : rotateNearest(flipped, angle);
}
