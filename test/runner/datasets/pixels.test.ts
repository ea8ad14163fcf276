import assert from 'node:assert/strict';
import { join } from 'node:path';
import { applyAugmentation, drawAugmentation } from '../../../runner/datasets/augment';
import { decodeImage } from '../../../runner/datasets/decode';
import type { Pixels } from '../../../runner/datasets/pixels';
import { resizeBilinear, resizeNearest } from '../../../runner/datasets/resize';
import { tenCrop } from '../../../runner/datasets/ten-crop';
import { CASES, GOLDEN, pixelsAt } from './golden-pixels';

/**
 * Across first and then down is exact. Where height shrinks Pillow 13 may go down first, which rounds some values the other way: by one
 * level and no more.
 */
function assertAsPillow(actual: Pixels, expected: Pixels, heightShrinks: boolean): void {
  assert.deepEqual([actual.width, actual.height], [expected.width, expected.height]);
  const differences = actual.data.map((value, i) => Math.abs(value - expected.data[i]!));
  assert.ok(Math.max(...differences) <= (heightShrinks ? 1 : 0), `differs by ${Math.max(...differences)} levels`);
}

describe('pixels', () => {
  for (const { source, target } of CASES.resize) {
    it(`resizes ${source.shape} to ${target.shape} as Pillow does`, () => {
      const [height, width] = target.shape;
      assertAsPillow(resizeBilinear(pixelsAt(source), width, height), pixelsAt(target), source.shape[0] > height);
    });
  }

  for (const { source, target } of CASES.nearest) {
    it(`takes the nearest pixel of ${source.shape} for ${target.shape} as Pillow does`, () => {
      assert.deepEqual(resizeNearest(pixelsAt(source), target.shape[0]), pixelsAt(target));
    });
  }

  for (const { crop, flip, angle, target } of CASES.augment) {
    it(`cuts ${JSON.stringify(crop)}, flips ${flip}, rotates by ${angle} as torchvision does`, () => {
      const augmented = applyAugmentation(pixelsAt(CASES.augmentSource), { crop, flip, angle }, 32);
      assertAsPillow(augmented, pixelsAt(target), crop.height > 32);
    });
  }

  it('cuts ten views in torchvision’s order', () => {
    const { source, size, targets } = CASES.tenCrop;
    assert.deepEqual(tenCrop(pixelsAt(source), size), targets.map(pixelsAt));
  });

  for (const { file, target } of CASES.decode) {
    it(`decodes ${file} as Pillow does`, async () => {
      const { data, ...rest } = await decodeImage(join(GOLDEN, 'images', file));
      const { data: expected, ...expectedRest } = pixelsAt(target);
      assert.deepEqual(rest, expectedRest);
      assert.deepEqual(new Uint8Array(data), expected);
    });
  }
});

describe('drawAugmentation', () => {
  it('depends on seed, epoch and index alone', () => {
    const draw = (seed: number, epoch: number, index: number) =>
      drawAugmentation('crop-flip-rotate', 256, seed, epoch, index);
    assert.deepEqual(draw(1, 2, 3), draw(1, 2, 3));
    for (const other of [draw(2, 2, 3), draw(1, 3, 3), draw(1, 2, 4)]) assert.notDeepEqual(other, draw(1, 2, 3));
  });

  it('draws areas, aspects, flips and angles over their whole ranges', () => {
    const drawn = Array.from({ length: 2000 }, (_, index) => drawAugmentation('crop-flip-rotate', 256, 1, 1, index));
    const areas = drawn.map(({ crop }) => (crop!.height * crop!.width) / 256 ** 2);
    const aspects = drawn.map(({ crop }) => crop!.width / crop!.height);
    for (const { crop } of drawn) assert.ok(crop!.top + crop!.height <= 256 && crop!.left + crop!.width <= 256);
    assert.ok(Math.min(...areas) < 0.1 && Math.max(...areas) > 0.95 && Math.min(...areas) > 0.079);
    assert.ok(
      Math.min(...aspects) > 0.74 &&
        Math.min(...aspects) < 0.77 &&
        Math.max(...aspects) < 1.35 &&
        Math.max(...aspects) > 1.3,
    );
    const flips = drawn.filter(({ flip }) => flip).length;
    assert.ok(Math.abs(flips - 1000) < 100, `${flips} of 2000 flipped`);
    const angles = drawn.map(({ angle }) => angle);
    assert.ok(
      Math.min(...angles) < -6.9 && Math.min(...angles) >= -7 && Math.max(...angles) > 6.9 && Math.max(...angles) <= 7,
    );
  });

  it('only flips for segmentation', () => {
    const drawn = Array.from({ length: 100 }, (_, index) => drawAugmentation('flip', 256, 1, 1, index));
    assert.ok(drawn.every(({ crop, angle }) => crop === null && angle === 0));
    assert.equal(new Set(drawn.map(({ flip }) => flip)).size, 2);
  });
});
