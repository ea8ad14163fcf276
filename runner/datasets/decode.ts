import { readFile } from 'node:fs/promises';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { IMAGE_KINDS } from './image-files';
import type { Pixels } from './pixels';

/** 16384 x 8192: 400 MB as RGB. */
const MAXIMUM_PIXELS = 2 ** 27;

const FORMATS: ReadonlySet<string> = new Set(['png', 'jpeg', 'tiff', 'gif', 'webp']);

/** Every image is read once, so a cache of decoded files would only hold memory. */
sharp.cache(false);

/** An image that cannot be read; the message says why and what to do, without the file's name. */
export class UnreadableImage extends Error {
  override readonly name = 'UnreadableImage';
}

/**
 * Decodes PNG, JPEG, TIFF, GIF or WebP, 8 or 16 bits, grey, RGB or palette, with or without alpha, to 8-bit RGB as Pillow's
 * `convert('RGB')` does: alpha is dropped, colour profiles and orientation tags are not applied. Of 16 bits, 257 steps make one of 8,
 * rounded to the nearest. Of several pages the first is read.
 *
 * @throws UnreadableImage
 */
export async function decodeImage(file: string): Promise<Pixels> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UnreadableImage(`it cannot be read (${error.code}); check that it is there and may be read.`);
  });
  if (bytes.length === 0) throw new UnreadableImage('the file is empty; copy it anew.');
  try {
    const image = sharp(bytes, { failOn: 'truncated', limitInputPixels: MAXIMUM_PIXELS, ignoreIcc: true });
    const metadata = await image.metadata();
    // sharp would also draw SVG, which may refer to other files, whatever the name says.
    if (!FORMATS.has(metadata.format))
      throw new UnreadableImage(`it is ${metadata.format} inside; only ${IMAGE_KINDS} are read. Convert it.`);
    if (metadata.depth === 'ushort') return await decode16(image, metadata);
    if (metadata.depth === 'uchar') return await decode8(image);
    throw new UnreadableImage(
      `its pixels are "${metadata.depth}"; only 8 and 16 bits are read. Save it as an 8-bit PNG.`,
    );
  } catch (error) {
    if (error instanceof UnreadableImage) throw error;
    throw new UnreadableImage(explain(error as Error));
  }
}

async function decode8(image: Sharp): Promise<Pixels> {
  const { data, info } = await image.toColourspace('srgb').removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return toRgb(data, info.width, info.height, info.channels);
}

async function decode16(image: Sharp, metadata: Metadata): Promise<Pixels> {
  const space = metadata.channels <= 2 ? 'grey16' : 'rgb16';
  const raw = image.toColourspace(space).removeAlpha().raw({ depth: 'ushort' });
  const { data, info } = await raw.toBuffer({ resolveWithObject: true });
  const wide = new Uint16Array(data.buffer, data.byteOffset, data.length / 2);
  return toRgb(
    Uint8Array.from(wide, (value) => Math.round(value / 257)),
    info.width,
    info.height,
    info.channels,
  );
}

function toRgb(data: Uint8Array, width: number, height: number, channels: number): Pixels {
  if (channels === 3) return { width, height, channels, data };
  if (channels !== 1) throw new UnreadableImage(`it has ${channels} channels; save it as grey or RGB.`);
  const rgb = new Uint8Array(3 * data.length);
  for (let i = 0; i < data.length; i++) rgb.fill(data[i]!, 3 * i, 3 * i + 3);
  return { width, height, channels: 3, data: rgb };
}

function explain(error: Error): string {
  if (/unsupported image format/i.test(error.message))
    return `it is no image that is read here (${IMAGE_KINDS}); convert it.`;
  if (/exceeds pixel limit/i.test(error.message)) return `it has more than ${MAXIMUM_PIXELS} pixels; scale it down.`;
  const reason = error.message.split('\n', 1)[0]!.replace(/^VipsJpeg: |^Input buffer /, '');
  return `it is damaged or cut short (${reason}); copy it anew.`;
}
