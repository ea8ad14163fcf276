import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeImage } from '../../../runner/datasets/decode';
import type { WindowChoice } from '../../../runner/datasets/dicom/window';
import { toRgb } from '../../../runner/datasets/grey-to-rgb';
import { inspectImage } from '../../../runner/datasets/inspect-image';
import { rasterToPixels } from '../../../runner/datasets/raster-to-pixels';

interface Case {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  /** SHA-256 of the 8-bit RGB that is trained on. */
  readonly rgb: string;
}

const GOLDEN = join(import.meta.dirname, 'golden');

/** Written by golden/make_rasters.py with Pillow and tifffile; beside these keys a case has those of an inspection. */
const { cases }: { readonly cases: readonly Case[] } = JSON.parse(readFileSync(join(GOLDEN, 'rasters.json'), 'utf8'));

describe('PNG, JPEG, TIFF and GIF', () => {
  for (const { file, rgb, ...expected } of cases) {
    const path = join(GOLDEN, 'rasters', file);

    it(`are inspected as stored: ${file}`, async () => {
      const { format, frames, storedMin, storedMax, ...inspection } = await inspectImage(path);
      assert.deepEqual({ ...inspection, mean: inspection.mean.toFixed(9) }, { ...expected, mean: meanOf(expected) });
      assert.deepEqual([storedMin, storedMax, frames], [inspection.min, inspection.max, 1]);
    });

    it(`are decoded as Pillow converts them to RGB: ${file}`, async () => {
      const { width, height, channels, data } = toRgb(await decodeImage(path));
      assert.deepEqual([width, height, channels], [expected.width, expected.height, 3]);
      assert.equal(createHash('sha256').update(data).digest('hex'), rgb);
    });
  }
});

describe('grey of 16 bits', () => {
  const wide = { format: 'png', width: 4, height: 1, space: 'grey', channels: 1, bits: 16, pages: 1 } as const;
  const grey = (window: WindowChoice) => [
    ...rasterToPixels({ ...wide, data: Uint16Array.of(100, 1100, 2100, 4100) }, window).data,
  ];

  it('is spread over the range of its values where that is asked for', () => {
    assert.deepEqual(grey('file'), [0, 4, 8, 16]);
    assert.deepEqual(grey('range'), [0, 64, 128, 255]);
  });

  it('goes through a window', () => {
    assert.deepEqual(grey({ center: 1100, width: 1001 }), [0, 128, 255, 255]);
  });
});

function meanOf(expected: object): string {
  return 'mean' in expected ? Number(expected.mean).toFixed(9) : 'none';
}
