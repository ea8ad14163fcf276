import type { TrainingSettings } from '../../spec/spec';
import { RandomStream } from '../random';
import type { Augmentation, Change } from './augment';
import { brightnessContrast, gammaCorrection } from './levels';
import { elastic, GRID_CELLS, grid, optical } from './warps';

/** Random resized crop of classification: share of the area, and width over height. */
const AREA = [0.08, 1] as const;
const ASPECT = [3 / 4, 4 / 3] as const;
/** Degrees. */
const LARGEST_ANGLE = 7;

/** Segmentation: how often an image gets each kind of change. */
const [LEVELS_SHARE, WARP_SHARE, CROP_SHARE] = [0.3, 0.3, 0.25];
/** Smallest crop of segmentation, as a share of the side. */
const SMALLEST_CROP = 156 / 224;
/** Change of brightness (of the largest value) and of contrast; range of gamma. */
const [BRIGHTNESS, CONTRAST] = [0.2, 0.2];
const GAMMA = [0.8, 1.2] as const;
/** Elastic at 224 pixels: the largest shift before smoothing, and the smoothing. */
const [ELASTIC_ALPHA, ELASTIC_SIGMA] = [120, 6];
const GRID_LIMIT = 0.3;
const OPTICAL_LIMIT = 2;

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
      return [];
    case 'flip':
      return drawFlip(random);
    case 'crop-flip-rotate':
      return [
        drawResizedCrop(random, side),
        ...drawFlip(random),
        { kind: 'rotate', angle: random.uniform(-LARGEST_ANGLE, LARGEST_ANGLE) },
      ];
    case 'intensity-distortion-crop':
      return [
        ...sometimes(random, LEVELS_SHARE, () => drawLevels(random)),
        ...sometimes(random, WARP_SHARE, () => drawWarp(random, side)),
        ...sometimes(random, CROP_SHARE, () => drawSizedCrop(random, side)),
      ];
  }
}

function sometimes(random: RandomStream, share: number, draw: () => Change): Augmentation {
  return random.uniform() < share ? [draw()] : [];
}

function drawFlip(random: RandomStream): Augmentation {
  return sometimes(random, 0.5, () => ({ kind: 'flip' }));
}

/** torchvision's RandomResizedCrop.get_params: ten tries at an area and an aspect ratio that fit, else the whole (square) image. */
function drawResizedCrop(random: RandomStream, side: number): Change {
  for (let attempt = 0; attempt < 10; attempt++) {
    const area = side * side * random.uniform(...AREA);
    const aspect = Math.exp(random.uniform(Math.log(ASPECT[0]), Math.log(ASPECT[1])));
    const width = Math.round(Math.sqrt(area * aspect));
    const height = Math.round(Math.sqrt(area / aspect));
    if (width < 1 || height < 1 || width > side || height > side) continue;
    const [top, left] = [random.integer(side - height + 1), random.integer(side - width + 1)];
    return { kind: 'crop', top, left, height, width };
  }
  return { kind: 'crop', top: 0, left: 0, height: side, width: side };
}

/** albumentations' RandomSizedCrop: a square of any place. */
function drawSizedCrop(random: RandomStream, side: number): Change {
  const smallest = Math.round(SMALLEST_CROP * side);
  const size = smallest + random.integer(side - smallest + 1);
  const [top, left] = [random.integer(side - size + 1), random.integer(side - size + 1)];
  return { kind: 'crop', top, left, height: size, width: size };
}

/** Brightness and contrast, or gamma. */
function drawLevels(random: RandomStream): Change {
  if (random.uniform() < 0.5) {
    const contrast = 1 + random.uniform(-CONTRAST, CONTRAST);
    return { kind: 'levels', levels: brightnessContrast(contrast, random.uniform(-BRIGHTNESS, BRIGHTNESS)) };
  }
  return { kind: 'levels', levels: gammaCorrection(random.uniform(...GAMMA)) };
}

/** Elastic, grid or optical distortion. */
function drawWarp(random: RandomStream, side: number): Change {
  switch (random.integer(3)) {
    case 0: {
      const noise = Float32Array.from({ length: 2 * side * side }, () => random.uniform(-1, 1));
      // Noise that is smoothed over twice the pixels becomes half as large, and shifts are to grow with the side.
      const scale = side / 224;
      return { kind: 'warp', map: elastic(noise, side, ELASTIC_ALPHA * scale ** 2, ELASTIC_SIGMA * scale) };
    }
    case 1: {
      const factors = () => Array.from({ length: GRID_CELLS + 1 }, () => 1 + random.uniform(-GRID_LIMIT, GRID_LIMIT));
      return { kind: 'warp', map: grid(factors(), factors(), side) };
    }
    default:
      return { kind: 'warp', map: optical(random.uniform(-OPTICAL_LIMIT, OPTICAL_LIMIT), side) };
  }
}
