import { join } from 'node:path';
import sharp from 'sharp';
import type { PhantomKind } from '../../../spec/spec';
import { clinicPhantom } from './clinic';
import type { PhantomDrawing } from './drawing';
import { fundusPhantom } from './fundus';
import { texturesPhantom } from './textures';
import { xRayPhantom } from './x-ray';

export const DRAWINGS: Readonly<Record<PhantomKind, PhantomDrawing>> = {
  textures: texturesPhantom,
  clinic: clinicPhantom,
  xray: xRayPhantom,
  fundus: fundusPhantom,
};

export interface DrawOrder {
  readonly phantom: PhantomKind;
  readonly seed: number;
  readonly index: number;
  /** Side in pixels. */
  readonly size: number;
  /** The dataset's, with `images/` in it, and `masks/` where there are masks. */
  readonly folder: string;
  readonly name: string;
}

/** Draws one image, and its mask, into their files. @returns its cells of the table */
export async function drawPhantom({ phantom, seed, index, size, folder, name }: DrawOrder): Promise<readonly string[]> {
  const { pixels, mask, cells } = DRAWINGS[phantom].draw(seed, index, size);
  await writePng(join(folder, 'images', name), pixels, size);
  if (mask !== null) await writePng(join(folder, 'masks', name), mask, size);
  return cells;
}

/** Grey images are written as grey, colour as RGB; masks as 0 and 255. */
async function writePng(file: string, pixels: Uint8Array, size: number): Promise<void> {
  const channels = pixels.length === size * size ? 1 : 3;
  const image = sharp(pixels, { raw: { width: size, height: size, channels } });
  await image
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .png({ compressionLevel: 3 })
    .toFile(file);
}
