import type { ImageSize } from './image-size';
import { UnreadableImage } from './unreadable-image';

/** Pixels. Sets of thumbnails have 28; what is smaller than this stands for an image that was lost. */
const MINIMUM_SIDE = 8;

/** Called for images that are to be trained on, which one of a pixel is not. @throws UnreadableImage */
export function refuseTiny({ width, height }: ImageSize): void {
  if (Math.min(width, height) >= MINIMUM_SIDE) return;
  const message = `it has ${width} x ${height} pixels, and ${MINIMUM_SIDE} x ${MINIMUM_SIDE} are the least; replace it, or leave it out.`;
  throw new UnreadableImage('size', message);
}
