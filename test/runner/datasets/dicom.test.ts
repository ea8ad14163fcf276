import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeImage } from '../../../runner/datasets/decode';
import { decodeDicom } from '../../../runner/datasets/dicom/decode-dicom';
import type { WindowChoice } from '../../../runner/datasets/dicom/window';
import { toRgb } from '../../../runner/datasets/grey-to-rgb';
import { inspectImage } from '../../../runner/datasets/inspect-image';

interface Case {
  readonly file: string;
  readonly syntax: string;
  readonly window: WindowChoice;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly bits: number;
  readonly storedMin: number;
  readonly storedMax: number;
  /** SHA-256 of pydicom's pixel_array, of its apply_modality_lut, and of what is shown. */
  readonly stored: string;
  readonly values: string;
  readonly rgb: string;
}

interface Golden {
  readonly cases: readonly Case[];
  readonly rounded: { readonly file: string; readonly stored: readonly number[] };
}

const GOLDEN = join(import.meta.dirname, 'golden');

/** Written by golden/make_dicom.py with pydicom. */
const { cases, rounded }: Golden = JSON.parse(readFileSync(join(GOLDEN, 'dicom.json'), 'utf8'));

describe('DICOM', () => {
  for (const { file, syntax, window, rgb, ...expected } of cases) {
    const path = join(GOLDEN, 'dicom', file);

    it(`is inspected as pydicom reads it: ${file}`, async () => {
      const { width, height, channels, bits, storedMin, storedMax, stored, values, dicom } = await inspectImage(path);
      assert.deepEqual({ width, height, channels, bits, storedMin, storedMax, stored, values }, expected);
      assert.equal(dicom?.transferSyntax, syntax);
    });

    it(`is windowed for training as the standard says: ${file}`, async () => {
      const { width, height, channels, data } = toRgb(await decodeImage(path, { window }));
      assert.deepEqual([width, height, channels], [expected.width, expected.height, 3]);
      assert.equal(createHash('sha256').update(data).digest('hex'), rgb);
    });
  }

  it('of lossy JPEG of 12 bits is decoded to within one level of pylibjpeg', async () => {
    const { pixels } = await decodeDicom(readFileSync(join(GOLDEN, 'dicom', rounded.file)));
    const differences = rounded.stored.map((value, i) => Math.abs(value - pixels.data[i]!));
    assert.equal(pixels.data.length, rounded.stored.length);
    assert.ok(Math.max(...differences) <= 1, `differs by ${Math.max(...differences)}`);
  });
});
