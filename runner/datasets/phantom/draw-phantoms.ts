import { createHash } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { DatasetLayout, PhantomKind, SplitSettings } from '../../../spec/spec';
import { DEFAULT_SPLIT } from '../assign-parts';
import { clinicPhantom } from './clinic';
import type { PhantomDrawing } from './drawing';
import { fundusPhantom } from './fundus';
import { texturesPhantom } from './textures';
import { xRayPhantom } from './x-ray';

type PhantomLayout = Extract<DatasetLayout, { layout: 'phantom' }>;

/** Counted up whenever a drawing changes, so that old ones are not taken for new ones. */
const DRAWING_VERSION = 1;

const DRAWINGS: Readonly<Record<PhantomKind, PhantomDrawing>> = {
  textures: texturesPhantom,
  clinic: clinicPhantom,
  xray: xRayPhantom,
  fundus: fundusPhantom,
};

export interface DrawnPhantoms {
  readonly root: string;
  readonly layout: Extract<DatasetLayout, { layout: 'csv' | 'masks' }>;
  /** Used where the spec gives none. */
  readonly split: SplitSettings;
}

/**
 * Draws a phantom dataset below `folder`, once: as PNG files with a `labels.csv`, or with masks. The folder appears whole, by rename, so
 * that another process finds it finished or not at all; when two draw at once, the second finds the first's and keeps it.
 */
export async function drawPhantoms(settings: PhantomLayout, folder: string): Promise<DrawnPhantoms> {
  const { phantom, images, size, seed } = settings;
  const drawing = DRAWINGS[phantom];
  const key = JSON.stringify([DRAWING_VERSION, phantom, images, size, seed]);
  const root = join(folder, `${phantom}-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`);
  if (!(await isFolder(root))) await drawInto(root, drawing, settings);
  return { root, layout: layoutOf(drawing), split: { ...DEFAULT_SPLIT, groupBy: drawing.groupBy } };
}

async function drawInto(root: string, drawing: PhantomDrawing, { images, size, seed }: PhantomLayout): Promise<void> {
  const temporary = `${root}.${process.pid}-${Date.now().toString(36)}.tmp`;
  await mkdir(join(temporary, 'images'), { recursive: true });
  if (drawing.columns === null) await mkdir(join(temporary, 'masks'));
  try {
    const rows: string[] = [];
    const pending = new Set<Promise<unknown>>();
    for (let index = 0; index < images; index++) {
      const name = `${String(index).padStart(5, '0')}.png`;
      const drawn = drawing.draw(seed, index, size);
      const files = [writePng(join(temporary, 'images', name), drawn.pixels, size)];
      if (drawn.mask !== null) files.push(writePng(join(temporary, 'masks', name), drawn.mask, size));
      rows.push([name, ...drawn.cells].join(','));
      for (const file of files) {
        pending.add(file);
        file.then(
          () => pending.delete(file),
          () => {},
        );
      }
      // Encoding runs beside drawing, a few images ahead of it at most.
      if (pending.size >= 16) await Promise.race(pending);
    }
    await Promise.all(pending);
    if (drawing.columns !== null) {
      const header = ['image', ...drawing.columns].join(',');
      await writeFile(join(temporary, 'labels.csv'), `${[header, ...rows].join('\n')}\n`);
    }
    await rename(temporary, root);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    if (!(await isFolder(root))) throw error;
  }
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

function layoutOf(drawing: PhantomDrawing): DrawnPhantoms['layout'] {
  if (drawing.columns === null) return { layout: 'masks', images: 'images/*.png', masks: 'masks/*.png' };
  const { labelColumns } = drawing;
  return {
    layout: 'csv',
    labels: 'labels.csv',
    images: 'images',
    imageColumn: 'image',
    labelColumns,
    splitColumn: null,
  };
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
