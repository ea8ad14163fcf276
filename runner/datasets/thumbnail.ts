import sharp from 'sharp';
import { type DecodeOptions, decodeImage } from './decode';
import type { Pixels } from './pixels';

/** A small copy of any image that is read, for contact sheets: its longer side is `side` pixels at most. @throws UnreadableImage */
export async function thumbnail(file: string, side: number, options?: DecodeOptions): Promise<Pixels> {
  const { data, width, height, channels } = await decodeImage(file, options);
  const small = await sharp(data, { raw: { width, height, channels } })
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: small.info.width, height: small.info.height, channels: 3, data: small.data };
}
