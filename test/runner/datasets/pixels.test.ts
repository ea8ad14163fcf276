import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type Augmentation, applyAugmentation } from '../../../runner/datasets/augment';
import { decodeImage } from '../../../runner/datasets/decode';
import { toRgb } from '../../../runner/datasets/grey-to-rgb';
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
      const changes: Augmentation = [
        { kind: 'crop', ...crop },
        ...(flip ? [{ kind: 'flip' } as const] : []),
        { kind: 'rotate', angle },
      ];
      const augmented = applyAugmentation(pixelsAt(CASES.augmentSource), changes, 32);
      assertAsPillow(augmented, pixelsAt(target), crop.height > 32);
    });
  }

  it('cuts ten views in torchvision’s order', () => {
    const { source, size, targets } = CASES.tenCrop;
    assert.deepEqual(tenCrop(pixelsAt(source), size), targets.map(pixelsAt));
  });

  for (const { file, target } of CASES.decode) {
    it(`decodes ${file} as Pillow does`, async () => {
      const { width, height, channels, data } = toRgb(await decodeImage(join(GOLDEN, 'images', file)));
      assert.deepEqual({ width, height, channels, data: new Uint8Array(data) }, pixelsAt(target));
    });
  }
});
