import type { ProblemList } from './data-error';
import type { Example } from './dataset';
import { decodeImage, UnreadableImage } from './decode';
import { foregroundOf } from './foreground';
import { type MaskSource, maskFiles } from './mask-source';
import type { Pixels } from './pixels';
import { paintRuns, reachOf } from './run-lengths';

/** An example's pixels as its files have them. */
export interface ReadExample {
  /** [height, width, 3] */
  readonly image: Pixels;
  /** [height, width, 1], 0 or 1; null for classification. */
  readonly mask: Pixels | null;
}

/** Decodes an example's image and mask; null: every problem of it has been reported. */
export async function readExample(
  { image: file, mask: source }: Example,
  problems: ProblemList,
): Promise<ReadExample | null> {
  const image = await decodeOrReport(file, problems);
  if (source === null) return image && { image, mask: null };
  const mask =
    source.kind === 'runs' ? image && paint(source, image, file, problems) : await unite(source, image, file, problems);
  return image && mask && { image, mask };
}

/** The union of mask files, each of the image's size. */
async function unite(source: MaskSource, image: Pixels | null, of: string, problems: ProblemList) {
  let union: Pixels | null = null;
  let isWhole = true;
  for (const file of maskFiles(source)) {
    const decoded = await decodeOrReport(file, problems);
    if (decoded === null || image === null) isWhole = false;
    else if (decoded.width !== image.width || decoded.height !== image.height) {
      const message =
        `${file}: the mask is ${decoded.width} x ${decoded.height} and its image ${image.width} x ${image.height} ` +
        `(${of}); give the mask the size of the image.`;
      problems.addToExample('mask', file, message);
      isWhole = false;
    } else {
      const mask = foregroundOf(decoded);
      if (union === null) union = mask;
      else for (let i = 0; i < mask.data.length; i++) union.data[i]! |= mask.data[i]!;
    }
  }
  return isWhole ? union : null;
}

function paint(
  { runs, place }: Extract<MaskSource, { kind: 'runs' }>,
  { width, height }: Pixels,
  of: string,
  problems: ProblemList,
): Pixels | null {
  const reach = Math.max(0, ...runs.map(reachOf));
  if (reach <= width * height) return paintRuns(runs, width, height);
  const message =
    `${place}: the run lengths reach over ${reach} pixels, but ${of} has ${width} x ${height}; ` +
    'they must be pairs of (gap since the last run, length) for this very image, down its columns.';
  problems.addToExample('mask', of, message);
  return null;
}

async function decodeOrReport(file: string, problems: ProblemList): Promise<Pixels | null> {
  try {
    return await decodeImage(file);
  } catch (error) {
    if (!(error instanceof UnreadableImage)) throw error;
    problems.addToExample('image', file, `${file}: ${error.message}`);
    return null;
  }
}
