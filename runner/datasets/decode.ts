import { dicomToPixels } from './dicom/decode-dicom';
import { isDicom } from './dicom/parse-dicom';
import type { WindowChoice } from './dicom/window';
import type { MaskSamples } from './foreground';
import { decodeRaster, inOwnDepth, isStack, type Raster } from './raster';
import { type DecodedImage, rasterToPixels } from './raster-to-pixels';
import { readImageFile } from './read-image-file';
import { UnreadableImage } from './unreadable-image';

export { UnreadableImage } from './unreadable-image';

export interface DecodeOptions {
  /** What becomes black and what white in grey DICOM, and in grey of 16 bits; `file` unless given. */
  readonly window?: WindowChoice;
}

/**
 * Decodes an image to the 8-bit grey or RGB that is trained on, grey repeated. What it is tells its content, not its name.
 *
 * PNG, JPEG, TIFF, GIF and WebP come as Pillow's `convert('RGB')` makes them, grey in one channel: alpha is dropped, colour profiles and orientation tags are not
 * applied; smaller pages behind the first are left aside. Of 16 bits, 257 steps make one of 8, unless a window is given. DICOM goes through
 * rescaling and a window; MONOCHROME1 is inverted, so that bone is white.
 *
 * @throws UnreadableImage
 */
export async function decodeImage(file: string, { window = 'file' }: DecodeOptions = {}): Promise<DecodedImage> {
  const bytes = await readImageFile(file);
  if (isDicom(bytes)) return dicomToPixels(bytes, window);
  return rasterToPixels(await decodeSingle(bytes), window);
}

/** Decodes a mask to the values that its file has, of which only their order counts: DICOM's come as `decodeImage` gives them. @throws UnreadableImage */
export async function decodeMask(file: string): Promise<MaskSamples> {
  const bytes = await readImageFile(file);
  if (isDicom(bytes)) return dicomToPixels(bytes, 'file');
  const raster = await decodeSingle(bytes);
  return raster.space === 'cmyk' ? rasterToPixels(raster, 'file') : { ...raster, data: inOwnDepth(raster) };
}

async function decodeSingle(bytes: Uint8Array): Promise<Raster> {
  const raster = await decodeRaster(bytes);
  if (!(await isStack(bytes, raster))) return raster;
  throw new UnreadableImage(
    'frames',
    `it has ${raster.pages} images; only single ones are read. Write each to a file.`,
  );
}
