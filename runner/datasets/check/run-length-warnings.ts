import type { Example } from '../dataset';
import type { ImageSize } from '../image-size';
import { type RunLengths, reachOf } from '../run-lengths';
import type { DataWarning } from './dataset-report';

/** Fewer masks may lie anywhere. */
const FEWEST_MASKS = 20;

/** How far from the middle a centre of mass counts as on one side, as a share of the image. */
const OFF_CENTRE = 0.08;

/**
 * Whether run lengths of pneumothorax seem to run along the rows instead of down the columns. Over many chest X-rays pneumothorax lies on
 * both sides alike and mostly in the upper half (SIIM-ACR: centre of mass at 47 % of the width, 35 % of the height); transposed, it would lie
 * on one side, and above and below alike.
 *
 * @param sizes of the images, by the examples' ids
 */
export function runLengthWarnings(examples: readonly Example[], sizes: ReadonlyMap<string, ImageSize>): DataWarning[] {
  let [area, across, down, masks] = [0, 0, 0, 0];
  for (const { id, mask } of examples) {
    const size = sizes.get(id);
    if (mask?.kind !== 'runs' || mask.runs.length === 0 || size === undefined) continue;
    // Runs beyond the image are a problem of their own.
    if (mask.runs.some((runs) => reachOf(runs) > size.width * size.height)) continue;
    masks++;
    for (const runs of mask.runs) {
      const sums = centreSums(runs, size.height);
      area += sums.area;
      across += sums.across / size.width;
      down += sums.down / size.height;
    }
  }
  if (masks < FEWEST_MASKS) return [];
  const [x, y] = [across / area, down / area];
  if (Math.abs(x - 0.5) < OFF_CENTRE || Math.abs(x - 0.5) < 2 * Math.abs(y - 0.5)) return [];
  const message =
    `The masks of ${masks} images lie at ${percent(x)} of the width and ${percent(y)} of the height on average. Pneumothorax lies on both ` +
    'sides alike: the run lengths probably run along the rows, and are read down the columns, as SIIM-ACR has them.';
  return [{ code: 'run-lengths', message }];
}

/** Of the pixels of runs down the columns: their number, and the sums of their columns and rows. */
function centreSums(runs: RunLengths, height: number): { area: number; across: number; down: number } {
  let [area, across, down, at] = [0, 0, 0, 0];
  for (let i = 0; i < runs.length; i += 2) {
    at += runs[i]!;
    for (const end = at + runs[i + 1]!; at < end; ) {
      const column = Math.floor(at / height);
      const length = Math.min(end, (column + 1) * height) - at;
      area += length;
      across += length * (column + 0.5);
      down += length * (at - column * height + length / 2);
      at += length;
    }
  }
  return { area, across, down };
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
