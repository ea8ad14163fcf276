import { createHash } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatasetLayout, SplitSettings } from '../../../spec/spec';
import type { DataThreads } from '../../feeding/data-threads';
import { inParallel } from '../../in-parallel';
import { DEFAULT_SPLIT } from '../assign-parts';
import { DRAWINGS, drawPhantom } from './draw-phantom';
import type { PhantomDrawing } from './drawing';

type PhantomLayout = Extract<DatasetLayout, { layout: 'phantom' }>;

/** Counted up whenever a drawing changes, so that old ones are not taken for new ones. */
const DRAWING_VERSION = 1;

export interface DrawnPhantoms {
  readonly root: string;
  readonly layout: Extract<DatasetLayout, { layout: 'csv' | 'masks' }>;
  /** Used where the spec gives none. */
  readonly split: SplitSettings;
}

/**
 * Draws a phantom dataset below `folder`, once: as PNG files with a `labels.csv`, or with masks. The folder appears whole, by rename, so
 * that another process finds it finished or not at all; when two draw at once, the second finds the first's and keeps it.
 *
 * @param threads that draw; this one where there are none
 */
export async function drawPhantoms(
  settings: PhantomLayout,
  folder: string,
  threads?: DataThreads,
  signal?: AbortSignal,
): Promise<DrawnPhantoms> {
  const { phantom, images, size, seed } = settings;
  const key = JSON.stringify([DRAWING_VERSION, phantom, images, size, seed]);
  const root = join(folder, `${phantom}-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`);
  if (!(await isFolder(root))) await drawInto(root, settings, threads, signal);
  const drawing = DRAWINGS[phantom];
  return { root, layout: layoutOf(drawing), split: { ...DEFAULT_SPLIT, groupBy: drawing.groupBy } };
}

async function drawInto(
  root: string,
  { phantom, images, size, seed }: PhantomLayout,
  threads: DataThreads | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { columns } = DRAWINGS[phantom];
  const temporary = `${root}.${process.pid}-${Date.now().toString(36)}.tmp`;
  await mkdir(join(temporary, 'images'), { recursive: true });
  if (columns === null) await mkdir(join(temporary, 'masks'));
  try {
    const rows = new Array<string>(images);
    // A few at once: encoding runs beside drawing.
    await inParallel([...rows.keys()], 8, signal, async (index) => {
      const name = `${String(index).padStart(5, '0')}.png`;
      const order = { phantom, seed, index, size, folder: temporary, name };
      const cells = await (threads === undefined ? drawPhantom(order) : threads.run('draw', order));
      rows[index] = [name, ...cells].join(',');
    });
    if (columns !== null) {
      const header = ['image', ...columns].join(',');
      await writeFile(join(temporary, 'labels.csv'), `${[header, ...rows].join('\n')}\n`);
    }
    await rename(temporary, root);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    if (!(await isFolder(root))) throw error;
  }
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
