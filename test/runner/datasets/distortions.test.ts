import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Augmentation, applyAugmentation } from '../../../runner/datasets/augment';
import { brightnessContrast, gammaCorrection } from '../../../runner/datasets/levels';
import type { Pixels } from '../../../runner/datasets/pixels';
import type { SamplingMap } from '../../../runner/datasets/remap';
import { elastic, grid, optical } from '../../../runner/datasets/warps';

interface Place {
  readonly shape: readonly [height: number, width: number, channels?: number];
  readonly start: number;
  readonly length: number;
}

type Warp =
  | { readonly kind: 'elastic'; readonly alpha: number; readonly sigma: number }
  | { readonly kind: 'grid'; readonly columns: readonly number[]; readonly rows: readonly number[] }
  | { readonly kind: 'optical'; readonly k: number };

interface Cases {
  readonly image: Place;
  readonly mask: Place;
  readonly warp: readonly (Warp & { readonly target: Place; readonly maskTarget: Place })[];
  readonly levels: readonly ((
    | { readonly contrast: number; readonly brightness: number }
    | { readonly gamma: number }
  ) & {
    readonly target: Place;
  })[];
  readonly crop: readonly {
    readonly top: number;
    readonly left: number;
    readonly side: number;
    readonly target: Place;
    readonly maskTarget: Place;
  }[];
}

const GOLDEN = join(import.meta.dirname, 'golden');

/** Written by golden/make_distortions.py with albumentations and OpenCV. */
const CASES = JSON.parse(readFileSync(join(GOLDEN, 'distortions.json'), 'utf8')) as Cases;
const BLOB = readFileSync(join(GOLDEN, 'distortions.bin'));
const IMAGE = pixelsAt(CASES.image);
const MASK = pixelsAt(CASES.mask);
const SIDE = IMAGE.width;

function pixelsAt({ shape: [height, width, channels = 1], start, length }: Place): Pixels {
  assert.ok(channels === 1 || channels === 3);
  return { width, height, channels, data: new Uint8Array(BLOB.subarray(start, start + length)) };
}

function mapOf(warp: Warp): SamplingMap {
  switch (warp.kind) {
    case 'elastic': {
      const noise = Float32Array.from({ length: 2 * SIDE * SIDE }, (_, i) => ((i * 7919) % 2001) / 1000 - 1);
      return elastic(noise, SIDE, warp.alpha, warp.sigma);
    }
    case 'grid':
      return grid(warp.columns, warp.rows, SIDE);
    case 'optical':
      return optical(warp.k, SIDE);
  }
}

/** OpenCV computes with single precision: a value half-way between two levels may be rounded to the other one. */
function assertAlike(actual: Pixels, expected: Pixels, rounded: number): void {
  const differences = actual.data.map((value, i) => Math.abs(value - expected.data[i]!));
  assert.ok(Math.max(...differences) <= 1, `differs by ${Math.max(...differences)} levels`);
  const share = differences.filter((difference) => difference > 0).length / differences.length;
  assert.ok(share <= rounded, `${(100 * share).toFixed(2)} % of the values differ by a level`);
}

describe('augmentation of segmentation', () => {
  for (const { target, maskTarget, ...warp } of CASES.warp) {
    it(`distorts as albumentations: ${JSON.stringify(warp)}`, () => {
      const changes: Augmentation = [{ kind: 'warp', map: mapOf(warp) }];
      assertAlike(applyAugmentation(IMAGE, changes, SIDE), pixelsAt(target), 0.001);
      assert.deepEqual(applyAugmentation(MASK, changes, SIDE), pixelsAt(maskTarget));
    });
  }

  for (const { target, ...change } of CASES.levels) {
    it(`changes intensities as albumentations: ${JSON.stringify(change)}`, () => {
      const levels =
        'gamma' in change ? gammaCorrection(change.gamma) : brightnessContrast(change.contrast, change.brightness);
      const changes: Augmentation = [{ kind: 'levels', levels }];
      assert.deepEqual(applyAugmentation(IMAGE, changes, SIDE), pixelsAt(target));
      assert.deepEqual(applyAugmentation(MASK, changes, SIDE), MASK);
    });
  }

  for (const { top, left, side, target, maskTarget } of CASES.crop) {
    it(`crops ${side} pixels at ${top}, ${left} as albumentations`, () => {
      const changes: Augmentation = [{ kind: 'crop', top, left, height: side, width: side }];
      // Images are resized as Pillow does, which rounds to whole levels between across and down.
      assertAlike(applyAugmentation(IMAGE, changes, SIDE), pixelsAt(target), 0.25);
      assert.deepEqual(applyAugmentation(MASK, changes, SIDE), pixelsAt(maskTarget));
    });
  }
});
