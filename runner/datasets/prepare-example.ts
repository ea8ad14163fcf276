import { type DataProblem, ProblemList } from './data-error';
import type { Dataset, Example } from './dataset';
import { toRgb } from './grey-to-rgb';
import { type PixelTraits, traitsOf } from './pixel-warnings';
import { readExample } from './read-example';
import { resizeBilinear, resizeNearest } from './resize';

export interface PreparedExample {
  /** What goes into the prepared file: RGB, followed by the mask where there is one; null where a problem forbids it. */
  readonly record: Uint8Array | null;
  readonly problems: readonly DataProblem[];
  /** null: the example could not be read. */
  readonly traits: PixelTraits | null;
}

/** Decodes an example and resizes it to a square. @param side of the square, in pixels */
export async function prepareExample(
  example: Example,
  side: number,
  window: Dataset['window'],
): Promise<PreparedExample> {
  const problems = new ProblemList();
  const read = await readExample(example, window, problems);
  if (read === null) return { record: null, problems: problems.all, traits: null };
  const rgb = toRgb(resizeBilinear(read.image, side, side)).data;
  const mask = read.mask === null ? new Uint8Array() : resizeNearest(read.mask, side).data;
  const record = new Uint8Array(rgb.length + mask.length);
  record.set(rgb);
  record.set(mask, rgb.length);
  return { record, problems: problems.all, traits: traitsOf(example.id, read.image, read.mask) };
}
