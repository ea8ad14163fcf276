import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../replace-file';
import { canvasSide } from './canvas-side';
import { DataError, ProblemList } from './data-error';
import type { Dataset, Example, Part } from './dataset';
import { type Flaw, readFlaws, withoutFlawed, writeFlaws } from './flaws';
import { byCodeUnit } from './image-files';
import { maskFiles } from './mask-source';
import { type PreparedLayout, recordBytes } from './prepared-file';
import { readExample } from './read-example';
import { resizeBilinear, resizeNearest } from './resize';

/** Counted up whenever prepared pixels would differ. */
const PREPARED_VERSION = 1;

/** Images decoded at the same time; decoding runs on libuv's four threads, resizing on this one. */
const AT_ONCE = 8;

/** A dataset whose pixels are ready: square, 8-bit RGB, in one file. */
export interface PreparedDataset {
  readonly dataset: Dataset;
  /** Side of the network's input, in pixels. */
  readonly imageSize: number;
  /** The file; its squares have the side that `canvasSide` says. */
  readonly layout: PreparedLayout;
  /** Where an example lies in the file. */
  rowOf(part: Part, index: number): number;
}

/**
 * Decodes and resizes every image once, into `<folder>/<content key>.bin`, which later cells, epochs and splits of the same files find
 * there. The key changes with paths, sizes or modification times of the files, and with the size asked for.
 *
 * @param folder absolute, below the run store.
 * @throws DataError with every image that cannot be used. @throws the signal's reason when aborted.
 */
export async function prepare(
  dataset: Dataset,
  imageSize: number,
  folder: string,
  signal?: AbortSignal,
): Promise<PreparedDataset> {
  const side = canvasSide(dataset.kind, imageSize);
  const examples = [...dataset.parts.train, ...dataset.parts.validation, ...dataset.parts.test];
  examples.sort((a, b) => byCodeUnit(a.id, b.id));
  const problems = new ProblemList();
  const key = await contentKey(examples, side, problems);
  const tolerant = dataset.leftOut !== undefined;
  problems.throwIfAny(tolerant);
  const path = join(folder, `${key}.bin`);
  const layout = { path, side, hasMasks: dataset.kind === 'segmentation' };
  const bytes = recordBytes(layout);
  if (!(await isFileOf(path, examples.length * bytes))) {
    const flaws: Flaw[] = [];
    await replaceFile(path, async (file) => {
      await inParallel(examples, signal, async (example, index) => {
        const found = new ProblemList();
        const record = await prepareExample(example, side, found);
        if (record !== null) await file.write(record, 0, bytes, index * bytes);
        flaws.push(...found.all.map((problem) => ({ id: example.id, problem })));
      });
      await file.truncate(examples.length * bytes);
      if (flaws.length > 0 && !tolerant) throw new DataError(flaws.map(({ problem }) => problem));
      // Before the pixels appear, so that these are never found without them.
      await writeFlaws(join(folder, `${key}.flaws.json`), flaws);
    });
  }
  const usable = withoutFlawed(dataset, await readFlaws(join(folder, `${key}.flaws.json`)));
  const { parts } = usable;
  const rows = new Map(examples.map(({ id }, row) => [id, row]));
  return { dataset: usable, imageSize, layout, rowOf: (part, index) => rows.get(parts[part][index]!.id)! };
}

/** RGB, followed by the mask where there is one; null when a problem was reported. */
async function prepareExample(example: Example, side: number, problems: ProblemList): Promise<Uint8Array | null> {
  const read = await readExample(example, problems);
  if (read === null) return null;
  const rgb = resizeBilinear(read.image, side, side).data;
  if (read.mask === null) return rgb;
  const record = new Uint8Array(side * side * 4);
  record.set(rgb);
  record.set(resizeNearest(read.mask, side).data, rgb.length);
  return record;
}

async function contentKey(examples: readonly Example[], side: number, problems: ProblemList): Promise<string> {
  const files = examples.flatMap(({ image, mask }) => [image, ...maskFiles(mask)]);
  const lines = new Array<string>(files.length);
  await inParallel(files, undefined, async (file, index) => {
    const found = await stat(file).catch(() => null);
    if (found === null)
      problems.addToExample('missing', file, `${file}: the file has gone; put it back, or take it out of the dataset.`);
    lines[index] = `${file}\t${found?.size}\t${found?.mtimeMs}`;
  });
  const hash = createHash('sha256').update(`${PREPARED_VERSION} ${side}\n`);
  for (const line of lines) hash.update(`${line}\n`);
  for (const { mask } of examples) if (mask?.kind === 'runs') hash.update(`${JSON.stringify(mask.runs)}\n`);
  return hash.digest('hex').slice(0, 32);
}

async function isFileOf(path: string, bytes: number): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && found.size === bytes;
}

/** Runs `work` on every item, a few at a time. The first failure stops the rest. */
async function inParallel<T>(
  items: readonly T[],
  signal: AbortSignal | undefined,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  let failed = false;
  const worker = async () => {
    while (next < items.length && !failed) {
      signal?.throwIfAborted();
      const index = next++;
      await work(items[index]!, index).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  };
  const results = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
  const failure = results.find((result) => result.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}
