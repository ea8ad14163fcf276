import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { canvasSide } from '../../spec/canvas-side';
import type { TrainingSettings } from '../../spec/spec';
import type { DataThreads } from '../feeding/data-threads';
import { inParallel } from '../in-parallel';
import type { PreparingTold } from '../preparing';
import { replaceFile } from '../replace-file';
import { Lease } from '../store/lease';
import type { DataWarning } from './check/dataset-report';
import { DataError } from './data-error';
import type { Dataset, Example, Part } from './dataset';
import { filesDigest } from './files-digest';
import { type Flaw, readFound, withoutFlawed, writeFound } from './flaws';
import { byCodeUnit } from './image-files';
import { maskFiles } from './mask-source';
import { type PixelTraits, pixelWarnings } from './pixel-warnings';
import { type PreparedLayout, recordBytes } from './prepared-file';

/** Counted up whenever prepared pixels would differ. */
const PREPARED_VERSION = 2;

/** A dataset whose pixels are ready: square, 8-bit RGB, in one file. */
export interface PreparedDataset {
  readonly dataset: Dataset;
  /** What is odd about its pixels. */
  readonly warnings: readonly DataWarning[];
  /** Side of the network's input, in pixels. */
  readonly imageSize: number;
  /** The file; its squares have the side that `canvasSide` says. */
  readonly layout: PreparedLayout;
  /** Where an example lies in the file. */
  rowOf(part: Part, index: number): number;
}

/**
 * Decodes and resizes every image once, into `<folder>/<key>.bin`, which later cells, epochs and splits of the same files find there. The
 * key follows what the files hold, their names within the dataset, and the size asked for; not where they lie.
 *
 * @param folder absolute, below the run store.
 * @throws DataError with every image that cannot be used. @throws the signal's reason when aborted.
 */
export async function prepare(
  dataset: Dataset,
  training: Pick<TrainingSettings, 'imageSize' | 'resize'>,
  folder: string,
  threads: DataThreads,
  signal?: AbortSignal,
  told?: PreparingTold,
): Promise<PreparedDataset> {
  const side = canvasSide(dataset.kind, training);
  const examples = [...dataset.parts.train, ...dataset.parts.validation, ...dataset.parts.test];
  examples.sort((a, b) => byCodeUnit(a.id, b.id));
  const files = examples.flatMap(({ image, mask }) => [image, ...maskFiles(mask)]);
  const digest = await filesDigest(files, join(folder, 'digests'), threads, signal, told);
  const key = keyOf(examples, side, dataset.window, digest);
  const path = join(folder, `${key}.bin`);
  const foundPath = join(folder, `${key}.flaws.json`);
  const layout = { path, side, hasMasks: dataset.kind === 'segmentation' };
  const bytes = recordBytes(layout);
  const isThere = () => isFileOf(path, examples.length * bytes);
  // Other runners that need the same pixels wait for these.
  const lease = await Lease.claimUnless(`${path}.lease`, isThere, { signal });
  try {
    if (lease) await make();
  } finally {
    lease?.release();
  }
  const { flaws, warnings } = await readFound(foundPath);
  const usable = withoutFlawed(dataset, flaws);
  const { parts } = usable;
  const rows = new Map(examples.map(({ id }, row) => [id, row]));
  const { imageSize } = training;
  return { dataset: usable, warnings, imageSize, layout, rowOf: (part, index) => rows.get(parts[part][index]!.id)! };

  async function make(): Promise<void> {
    const flaws = examples.map((): readonly Flaw[] => []);
    const traits: PixelTraits[] = [];
    let done = 0;
    await replaceFile(path, async (file) => {
      // Of two in a thread, one is decoded (in libuv's threads) while the other is resized.
      await inParallel(examples, 2 * threads.count, signal, async (example, index) => {
        const { record, problems, traits: own } = await threads.run('prepare', example, side, dataset.window);
        if (record !== null) await file.write(record, 0, bytes, index * bytes);
        if (own !== null) traits.push(own);
        flaws[index] = problems.map((problem) => ({ id: example.id, problem }));
        told?.({ step: 'preparing', done: ++done, total: examples.length });
      });
      await file.truncate(examples.length * bytes);
      const found = flaws.flat();
      if (found.length > 0 && dataset.leftOut === undefined) throw new DataError(found.map(({ problem }) => problem));
      // Before the pixels appear, so that these are never found without them.
      await writeFound(foundPath, { flaws: found, warnings: pixelWarnings(traits) });
    });
  }
}

/** Of all that determines the prepared pixels. */
function keyOf(examples: readonly Example[], side: number, window: Dataset['window'], contents: string): string {
  const shown = window ? ` ${window.center} ${window.width}` : '';
  const hash = createHash('sha256').update(`${PREPARED_VERSION} ${side}${shown} ${contents}\n`);
  for (const { id, mask } of examples)
    hash.update(`${JSON.stringify([id, mask?.kind === 'runs' ? mask.runs : null])}\n`);
  return hash.digest('hex').slice(0, 32);
}

async function isFileOf(path: string, bytes: number): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && found.size === bytes;
}
