import type { ProblemList } from './data-error';
import type { Dataset, Example } from './dataset';
import { decodeImage, UnreadableImage } from './decode';
import { foregroundOf } from './foreground';
import type { ImageSize } from './image-size';
import { type MaskSource, maskFiles } from './mask-source';
import { refuseTiny } from './minimum-side';
import type { Pixels } from './pixels';
import { isAscending, paintRuns, reachOf } from './run-lengths';

/** An example's pixels as its files have them. */
export interface ReadExample {
  /** [height, width, 3] */
  readonly image: Pixels;
  /** [height, width, 1], 0 or 1; null for classification. */
  readonly mask: Pixels | null;
}

type RunSource = Extract<MaskSource, { kind: 'runs' }>;

/** Decodes an example's image and mask; null: every problem of it has been reported. */
export async function readExample(
  { image: file, mask: source }: Example,
  window: Dataset['window'],
  problems: ProblemList,
): Promise<ReadExample | null> {
  const image = await decodeOrReport(file, problems, window);
  if (source === null) return image && { image, mask: null };
  const mask = await readMask(source, image, file, problems);
  return image && mask && { image, mask };
}

/**
 * A mask of 0 and 1; null: its problems have been reported.
 *
 * @param image null where it could not be read: only the files of the mask are looked at then
 * @param of the image's file, for messages
 */
export async function readMask(
  source: MaskSource,
  image: ImageSize | null,
  of: string,
  problems: ProblemList,
): Promise<Pixels | null> {
  return source.kind === 'runs' ? image && paint(source, image, of, problems) : unite(source, image, of, problems);
}

/** The union of mask files, each of the image's size. */
async function unite(source: MaskSource, image: ImageSize | null, of: string, problems: ProblemList) {
  let union: Pixels | null = null;
  let isWhole = true;
  for (const file of maskFiles(source)) {
    const decoded = await decodeOrReport(file, problems);
    if (decoded === null || image === null) isWhole = false;
    else if (reportMaskSize(file, decoded, of, image, problems)) isWhole = false;
    else {
      const mask = foregroundOf(decoded);
      if (union === null) union = mask;
      else for (let i = 0; i < mask.data.length; i++) union.data[i]! |= mask.data[i]!;
    }
  }
  return isWhole ? union : null;
}

function paint(source: RunSource, image: ImageSize, of: string, problems: ProblemList): Pixels | null {
  return reportReach(source, image, of, problems) ? null : paintRuns(source.runs, image.width, image.height);
}

/** Whether run lengths reach beyond their image, which is reported. */
export function reportReach({ runs, place }: RunSource, size: ImageSize, of: string, problems: ProblemList): boolean {
  const reach = Math.max(0, ...runs.map(reachOf));
  if (reach <= size.width * size.height) return false;
  const looksAbsolute = runs.some((one) => one.length > 2) && runs.every(isAscending);
  const hint = looksAbsolute ? ' Their first numbers only grow, as those of absolute positions do; convert them.' : '';
  const message =
    `${place}: the run lengths reach over ${reach} pixels, but ${of} has ${size.width} x ${size.height}; ` +
    `they must be pairs of (gap since the last run, length) for this very image, down its columns.${hint}`;
  problems.addToExample('mask', of, message);
  return true;
}

/** Whether a mask has another size than its image, which is reported. */
export function reportMaskSize(
  file: string,
  mask: ImageSize,
  of: string,
  image: ImageSize,
  problems: ProblemList,
): boolean {
  if (mask.width === image.width && mask.height === image.height) return false;
  const message =
    `${file}: the mask is ${mask.width} x ${mask.height} and its image ${image.width} x ${image.height} ` +
    `(${of}); give the mask the size of the image.`;
  problems.addToExample('mask', file, message, of);
  return true;
}

async function decodeOrReport(file: string, problems: ProblemList, window?: Dataset['window']): Promise<Pixels | null> {
  try {
    const pixels = await decodeImage(file, window && { window });
    refuseTiny(pixels);
    return pixels;
  } catch (error) {
    if (!(error instanceof UnreadableImage)) throw error;
    problems.addToExample('image', file, `${file}: ${error.message}`);
    return null;
  }
}
