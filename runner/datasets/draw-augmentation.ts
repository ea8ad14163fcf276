import { AUGMENTATIONS, inFull, type RecipeAugmentation } from '../../catalog/recipe-kinds';
import type { TrainingSettings } from '../../spec/spec';
import { RandomStream } from '../random';
import type { Augmentation, Change } from './augment';
import { brightnessContrast, gammaCorrection } from './levels';
import { elastic, GRID_CELLS, grid, optical } from './warps';

type Of<Kind extends RecipeAugmentation['kind']> = Extract<RecipeAugmentation, { readonly kind: Kind }>;

/** The augmentation of one image in one epoch: the same whatever the order of workers. `side`: of the square image, in pixels. */
export function drawAugmentation(
  setting: TrainingSettings['augmentation'],
  side: number,
  seed: number,
  epoch: number,
  index: number,
): Augmentation {
  const random = new RandomStream(seed, 'augment', epoch, index);
  const how = inFull(setting, AUGMENTATIONS);
  switch (how.kind) {
    case 'none':
      return [];
    case 'flip':
      return drawFlip(random, how);
    case 'crop-flip-rotate':
      return [
        drawResizedCrop(random, side, how),
        ...drawFlip(random, how),
        { kind: 'rotate', angle: random.uniform(-how.rotation, how.rotation) },
      ];
    case 'intensity-distortion-crop':
      return [
        ...sometimes(random, how.intensityProbability, () => drawLevels(random, how)),
        ...sometimes(random, how.distortionProbability, () => drawWarp(random, side, how)),
        ...sometimes(random, how.cropProbability, () => drawSizedCrop(random, side, how)),
      ];
  }
}

function sometimes(random: RandomStream, probability: number, draw: () => Change): Augmentation {
  return random.uniform() < probability ? [draw()] : [];
}

function drawFlip(random: RandomStream, { flipProbability }: Pick<Of<'flip'>, 'flipProbability'>): Augmentation {
  return sometimes(random, flipProbability, () => ({ kind: 'flip' }));
}

/** torchvision's RandomResizedCrop.get_params: ten tries at an area and an aspect ratio that fit, else the whole (square) image. */
function drawResizedCrop(
  random: RandomStream,
  side: number,
  { smallestArea, largestArea, aspect: widest }: Of<'crop-flip-rotate'>,
): Change {
  for (let attempt = 0; attempt < 10; attempt++) {
    const area = side * side * random.uniform(smallestArea, largestArea);
    const aspect = Math.exp(random.uniform(Math.log(1 / widest), Math.log(widest)));
    const width = Math.round(Math.sqrt(area * aspect));
    const height = Math.round(Math.sqrt(area / aspect));
    if (width < 1 || height < 1 || width > side || height > side) continue;
    const [top, left] = [random.integer(side - height + 1), random.integer(side - width + 1)];
    return { kind: 'crop', top, left, height, width };
  }
  return { kind: 'crop', top: 0, left: 0, height: side, width: side };
}

/** albumentations' RandomSizedCrop: a square of any place. */
function drawSizedCrop(random: RandomStream, side: number, { smallestCrop }: Of<'intensity-distortion-crop'>): Change {
  const smallest = Math.round(smallestCrop * side);
  const size = smallest + random.integer(side - smallest + 1);
  const [top, left] = [random.integer(side - size + 1), random.integer(side - size + 1)];
  return { kind: 'crop', top, left, height: size, width: size };
}

/** Brightness and contrast, or gamma. */
function drawLevels(random: RandomStream, how: Of<'intensity-distortion-crop'>): Change {
  if (random.uniform() < 0.5) {
    const contrast = 1 + random.uniform(-how.contrast, how.contrast);
    return { kind: 'levels', levels: brightnessContrast(contrast, random.uniform(-how.brightness, how.brightness)) };
  }
  return { kind: 'levels', levels: gammaCorrection(random.uniform(how.smallestGamma, how.largestGamma)) };
}

/** Elastic, grid or optical distortion. */
function drawWarp(random: RandomStream, side: number, how: Of<'intensity-distortion-crop'>): Change {
  switch (random.integer(3)) {
    case 0: {
      const noise = Float32Array.from({ length: 2 * side * side }, () => random.uniform(-1, 1));
      // Noise that is smoothed over twice the pixels becomes half as large, and shifts are to grow with the side.
      const scale = side / 224;
      return { kind: 'warp', map: elastic(noise, side, how.elasticShift * scale ** 2, how.elasticSmoothing * scale) };
    }
    case 1: {
      const factors = () => Array.from({ length: GRID_CELLS + 1 }, () => 1 + random.uniform(-how.grid, how.grid));
      return { kind: 'warp', map: grid(factors(), factors(), side) };
    }
    default:
      return { kind: 'warp', map: optical(random.uniform(-how.optical, how.optical), side) };
  }
}
