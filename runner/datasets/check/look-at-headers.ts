import type { ProblemList } from '../data-error';
import type { Example } from '../dataset';
import { type ImageSize, readImageSize } from '../image-size';
import { maskFiles } from '../mask-source';
import { reportMaskSize, reportReach } from '../read-example';
import { UnreadableImage } from '../unreadable-image';

/** The size of an example's image, its mask held against it, from what the files' headers say; null: reported. */
export async function lookAtHeaders({ image, mask }: Example, problems: ProblemList): Promise<ImageSize | null> {
  const size = await sizeOrReport(image, problems);
  for (const file of maskFiles(mask)) {
    const own = await sizeOrReport(file, problems);
    if (size && own) reportMaskSize(file, own, image, size, problems);
  }
  if (size && mask?.kind === 'runs') reportReach(mask, size, image, problems);
  return size;
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
