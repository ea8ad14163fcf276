import type { ProblemList } from '../data-error';
import type { Dataset, Example } from '../dataset';
import { decodeImage } from '../decode';
import { type ImageSize, readImageSize } from '../image-size';
import { maskFiles } from '../mask-source';
import { traitsOf } from '../pixel-warnings';
import { decodeOrReport, readMask, reportMaskSize, reportReach } from '../read-example';
import { UnreadableImage } from '../unreadable-image';
import { type ExampleContent, maskContent } from './look-at-content';

/**
 * An example as the headers of its files have it, its mask held against its image; null: reported.
 *
 * @param decoded what is decoded, too
 */
export async function lookAtHeaders(
  { id, image, mask }: Example,
  window: Dataset['window'],
  decoded: { readonly image: boolean; readonly mask: boolean },
  problems: ProblemList,
): Promise<ExampleContent | null> {
  const size = await sizeOrReport(image, problems);
  let isSound = true;
  for (const file of maskFiles(mask)) {
    const own = await sizeOrReport(file, problems);
    if (own === null || (size && reportMaskSize(file, own, image, size, problems))) isSound = false;
  }
  if (size && mask?.kind === 'runs' && reportReach(mask, size, image, problems)) isSound = false;
  if (size === null) return null;
  const own = decoded.image
    ? await decodeOrReport(image, problems, () => decodeImage(image, window && { window }))
    : null;
  const drawn = decoded.mask && mask && isSound ? await readMask(mask, size, image, problems) : null;
  return { ...size, hash: null, mask: drawn && maskContent(drawn), traits: traitsOf(id, own, drawn) };
}

async function sizeOrReport(file: string, problems: ProblemList): Promise<ImageSize | null> {
  try {
    return await readImageSize(file);
  } catch (error) {
    if (!(error instanceof UnreadableImage)) throw error;
    problems.addToExample('image', file, `${file}: ${error.message}`);
    return null;
  }
}
