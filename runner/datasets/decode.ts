import { dicomToRgb } from './dicom/decode-dicom';
import { isDicom } from './dicom/parse-dicom';
import type { WindowChoice } from './dicom/window';
import type { Pixels } from './pixels';
import { decodeRaster } from './raster';
import { rasterToRgb } from './raster-to-rgb';
import { readImageFile } from './read-image-file';

export { UnreadableImage } from './unreadable-image';

export interface DecodeOptions {
  /** What becomes black and what white in grey DICOM, and in grey of 16 bits; `file` unless given. */
  readonly window?: WindowChoice;
}

/**
 * Decodes an image to the 8-bit RGB that is trained on. What it is tells its content, not its name.
 *
 * PNG, JPEG, TIFF, GIF and WebP come as Pillow's `convert('RGB')` makes them: alpha is dropped, colour profiles and orientation tags are not
 * applied; of several pages the first is read. Of 16 bits, 257 steps make one of 8, unless a window is given. DICOM goes through rescaling and a window; MONOCHROME1 is inverted, so that bone is white.
 *
 * @throws UnreadableImage
 */
export async function decodeImage(file: string, { window = 'file' }: DecodeOptions = {}): Promise<Pixels> {
  const bytes = await readImageFile(file);
  return isDicom(bytes) ? dicomToRgb(bytes, window) : rasterToRgb(await decodeRaster(bytes), window);
}
