import type { ProblemList } from './data-error';
import type { Dataset, Example } from './dataset';
import { decodeImage, decodeMask, UnreadableImage } from './decode';
import { foregroundOf, type Mask } from './foreground';
import type { ImageSize } from './image-size';
import { type MaskSource, maskFiles } from './mask-source';
import { refuseTiny } from './minimum-side';
import type { DecodedImage } from './raster-to-pixels';
import { isAscending, paintRuns, reachOf } from './run-lengths';

/** An example's pixels as its files have them. */
export interface ReadExample {
  /** Grey or RGB. */
  readonly image: DecodedImage;
  /** [height, width, 1], 0 or 1; null for classification. */
  readonly mask: Mask | null;
}

type RunSource = Extract<MaskSource, { kind: 'runs' }>;

/** Decodes an example's image and mask; null: every problem of it has been reported. */
export async function readExample(
  { image: file, mask: source }: Example,
  window: Dataset['window'],
  problems: ProblemList,
): Promise<ReadExample | null> {
  const image = await decodeOrReport(file, problems, () => decodeImage(file, window && { window }));
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
): Promise<Mask | null> {
  return source.kind === 'runs' ? image && paint(source, image, of, problems) : unite(source, image, of, problems);
}

/** The union of mask files, each of the image's size. */
async function unite(source: MaskSource, image: ImageSize | null, of: string, problems: ProblemList) {
  let union: Mask | null = null;
  let isWhole = true;
  for (const file of maskFiles(source)) {
    const decoded = await decodeOrReport(file, problems, () => decodeMask(file));
    if (decoded === null || image === null) isWhole = false;
    else if (reportMaskSize(file, decoded, of, image, problems)) isWhole = false;
    else union = union === null ? foregroundOf(decoded) : united(union, foregroundOf(decoded));
  }
  return isWhole ? union : null;
}

function united(one: Mask, other: Mask): Mask {
  for (let i = 0; i < one.data.length; i++) one.data[i]! |= other.data[i]!;
  return { ...other, ...one };
}

function paint(source: RunSource, image: ImageSize, of: string, problems: ProblemList): Mask | null {
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

/** What a file of at least the least size is decoded to; null: that it cannot be is reported. */
export async function decodeOrReport<T extends ImageSize>(
  file: string,
  problems: ProblemList,
  decode: () => Promise<T>,
): Promise<T | null> {
  try {
    const pixels = await decode();
    refuseTiny(pixels);
    return pixels;
  } catch (error) {
    if (!(error instanceof UnreadableImage)) throw error;
    problems.addToExample('image', file, `${file}: ${error.message}`);
    return null;
  }
}
