import { createHash } from 'node:crypto';
import type { ProblemList } from '../data-error';
import type { Dataset, Example } from '../dataset';
import { toRgb } from '../grey-to-rgb';
import type { ImageSize } from '../image-size';
import { type PixelTraits, traitsOf } from '../pixel-warnings';
import type { Pixels } from '../pixels';
import { readExample } from '../read-example';
import { resizeNearest } from '../resize';

/** Side of the small copies that masks are compared by, in pixels. */
export const SKETCH_SIDE = 32;

export interface ExampleContent extends ImageSize {
  /** Of the decoded pixels: equal for a file and a lossless copy in another format. null: they were not looked at. */
  readonly hash: string | null;
  /** Segmentation only; null also where it was not looked at. */
  readonly mask: MaskContent | null;
  readonly traits: PixelTraits;
}

export interface MaskContent {
  /** Foreground pixels over all pixels. */
  readonly share: number;
  /** [SKETCH_SIDE, SKETCH_SIDE], 0 or 1. */
  readonly sketch: Uint8Array;
}

/** Decodes an example as training would; null: its problems are reported. */
export async function lookAtContent(
  example: Example,
  window: Dataset['window'],
  problems: ProblemList,
): Promise<ExampleContent | null> {
  const read = await readExample(example, window, problems);
  if (read === null) return null;
  const { width, height, data } = toRgb(read.image);
  const hash = createHash('sha256').update(`${width} ${height} `).update(data).digest('hex');
  const traits = traitsOf(example.id, read.image, read.mask);
  return { width, height, hash, mask: read.mask && maskContent(read.mask), traits };
}

export function maskContent(mask: Pixels): MaskContent {
  const foreground = mask.data.reduce((sum, value) => sum + value, 0);
  return { share: foreground / mask.data.length, sketch: resizeNearest(mask, SKETCH_SIDE).data };
}
