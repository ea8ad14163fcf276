import type { Pixels } from './pixels';
import { decodeRaster } from './raster';
import { rasterToRgb } from './raster-to-rgb';
import { readImageFile } from './read-image-file';

export { UnreadableImage } from './unreadable-image';

/**
 * Decodes PNG, JPEG, TIFF, GIF or WebP, 8 or 16 bits, grey, RGB, CMYK or palette, with or without alpha, to 8-bit RGB as Pillow's
 * `convert('RGB')` does: alpha is dropped, colour profiles and orientation tags are not applied. Of several pages the first is read.
 *
 * @throws UnreadableImage
 */
export async function decodeImage(file: string): Promise<Pixels> {
  return rasterToRgb(await decodeRaster(await readImageFile(file)));
}
