import sharp, { type FailOnOptions, type Metadata, type Sharp } from 'sharp';
import { IMAGE_KINDS } from './image-files';
import { MAXIMUM_PIXELS } from './maximum-pixels';
import { tilesOf } from './tiff-tiles';
import { UnreadableImage } from './unreadable-image';

const FORMATS: ReadonlySet<string> = new Set(['png', 'jpeg', 'tiff', 'gif', 'webp']);

/** Every image is read once, so a cache of decoded files would only hold memory. */
sharp.cache(false);

type Samples = Uint8Array | Uint16Array;

/** PNG, JPEG, TIFF, GIF or WebP as decoded. A palette is replaced by its colours, and transparency that is no channel of the file is left out. */
export interface Raster {
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly space: 'grey' | 'rgb' | 'cmyk';
  /** Those of the space, then alpha where the file has it. */
  readonly channels: number;
  /** Of a sample in the file: 1, 2, 4, 8 or 16. Of a palette's colours: 8. */
  readonly bits: number;
  /** [height, width, channels]. Depths below 8 bits are spread over 0 to 255: a sample of the file times 255 / (2^bits - 1). */
  readonly data: Samples;
  /** Images in the file, of which this is the first. */
  readonly pages: number;
}

/**
 * Decodes as Pillow and tifffile do: colour profiles and orientation tags are not applied, CMYK of Adobe’s JPEG is turned to 0 = no ink. In one
 * thing it differs: transparent pixels of a GIF are black.
 *
 * @param bytes a file's content
 * @throws UnreadableImage
 */
export async function decodeRaster(bytes: Uint8Array): Promise<Raster> {
  try {
    const image = openRaster(bytes);
    const metadata = await image.metadata();
    // sharp would also draw SVG, which may refer to other files, whatever the name says.
    if (!FORMATS.has(metadata.format))
      throw new UnreadableImage('format', `it is ${metadata.format} inside; only ${IMAGE_KINDS} are read. Convert it.`);
    if (metadata.depth !== 'uchar' && metadata.depth !== 'ushort')
      throw new UnreadableImage(
        'depth',
        `its pixels are "${metadata.depth}"; only 8 and 16 bits are read. Save it as an 8-bit PNG.`,
      );
    const space = metadata.format === 'gif' && isGreyRamp(bytes) ? 'grey' : spaceOf(metadata);
    const colours = { grey: 1, rgb: 3, cmyk: 4 }[space];
    if (metadata.format === 'tiff' && metadata.channels > colours + 1)
      throw new UnreadableImage(
        'colour',
        `it has ${metadata.channels} channels; only grey, RGB or CMYK with or without alpha are read. Save those to train on as grey or RGB.`,
      );
    if (metadata.format === 'tiff' && tilesOf(bytes) === 'cut')
      throw new UnreadableImage('damaged', 'it is a TIFF that is cut short; copy it anew.');
    const channels = colours + (hasAlphaChannel(metadata, bytes) ? 1 : 0);
    const isWide = metadata.depth === 'ushort';
    const { data, info } = await inSpace(image, space, isWide)
      .raw({ depth: metadata.depth })
      .toBuffer({ resolveWithObject: true });
    const { buffer, byteOffset, length } = data;
    const samples = isWide
      ? new Uint16Array(buffer, byteOffset, length / 2)
      : new Uint8Array(buffer, byteOffset, length);
    return {
      format: metadata.format,
      width: info.width,
      height: info.height,
      space,
      channels,
      bits: isWide ? 16 : space === 'grey' ? (metadata.bitsPerSample ?? 8) : 8,
      data: pickChannels(samples, info.channels, colours, channels),
      pages: metadata.pages ?? 1,
    };
  } catch (error) {
    if (error instanceof UnreadableImage) throw error;
    throw explainRaster(error as Error, bytes);
  }
}

/** Grey of fewer than 8 bits as the file has it, 0 and 1 of one bit. */
export function inOwnDepth({ space, bits, data }: Raster): Samples {
  if (bits >= 8 || space !== 'grey') return data;
  const step = 255 / (2 ** bits - 1);
  return data.map((value) => value / step);
}

/** Whether a file has more images, and nobody has said which is meant: smaller ones are a preview of the first, or coarser levels of it. */
export async function isStack(bytes: Uint8Array, { pages, width, height }: Raster): Promise<boolean> {
  if (pages === 1) return false;
  const second = await sharp(bytes, { page: 1, limitInputPixels: MAXIMUM_PIXELS }).metadata();
  return second.width === width && second.height === height;
}

/**
 * Truncated files fail, where libvips would fill the rest with grey or black; of TIFF only its errors say so, which unknown tags are not. A tile
 * that cannot be decompressed is no more than a warning to it, and black.
 */
function openRaster(bytes: Uint8Array): Sharp {
  return sharp(bytes, { failOn: failOn(bytes), limitInputPixels: MAXIMUM_PIXELS, ignoreIcc: true });
}

function failOn(bytes: Uint8Array): FailOnOptions {
  if (!isTiff(bytes)) return 'truncated';
  return tilesOf(bytes) === 'none' ? 'error' : 'warning';
}

/** Classic and BigTIFF, in both byte orders. */
function isTiff(bytes: Uint8Array): boolean {
  return /^(II[*+]\0|MM\0[*+])/.test(Buffer.from(bytes.subarray(0, 4)).toString('latin1'));
}

function spaceOf({ space, channels }: Metadata): Raster['space'] {
  if (space === 'cmyk') return 'cmyk';
  if (space === 'b-w' || space === 'grey16') return 'grey';
  if (space === 'srgb' || space === 'rgb' || space === 'rgb16') return 'rgb';
  throw new UnreadableImage('colour', `its ${channels} channels are "${space}"; save it as grey or RGB.`);
}

/** GIF has no grey but a palette whose entries are their own index, which Pillow reads as grey, too (GIF89a, sections 18 and 19). */
function isGreyRamp(bytes: Uint8Array): boolean {
  const flags = bytes[10]!;
  const entries = (flags & 0x80) === 0 ? 0 : 2 ** ((flags & 7) + 1);
  const isRamp = bytes.subarray(13, 13 + 3 * entries).every((value, i) => value === Math.floor(i / 3));
  return entries > 0 && isRamp;
}

/** libvips makes alpha of the transparent entries of a palette, or of the one transparent colour of a PNG, too. */
function hasAlphaChannel({ format, hasAlpha, isPalette }: Metadata, bytes: Uint8Array): boolean {
  if (format !== 'png') return hasAlpha && !isPalette;
  // The colour type in the header chunk, https://www.w3.org/TR/png-3/#11IHDR: 4 is the bit for alpha.
  const colourType = bytes[25]!;
  return (colourType & 4) !== 0;
}

function inSpace(image: Sharp, space: Raster['space'], isWide: boolean): Sharp {
  // Without a pipeline of its own CMYK would go through RGB and back.
  if (space === 'cmyk') return image.pipelineColourspace('cmyk').toColourspace('cmyk');
  if (isWide) return image.toColourspace(space === 'grey' ? 'grey16' : 'rgb16');
  // "b-w" of 8 bits would lose alpha.
  return image.toColourspace('srgb');
}

/** Of each pixel's `given` samples the first `colours`, or the first of three equal ones for grey, and the last where there is alpha. */
function pickChannels(samples: Samples, given: number, colours: number, kept: number): Samples {
  if (given === kept) return samples;
  const pixels = samples.length / given;
  const picked = samples instanceof Uint16Array ? new Uint16Array(pixels * kept) : new Uint8Array(pixels * kept);
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let channel = 0; channel < kept; channel++)
      picked[pixel * kept + channel] = samples[pixel * given + (channel < colours ? channel : given - 1)]!;
  }
  return picked;
}

/** What sharp says of a file, as a person can mend it. */
export function explainRaster(error: Error, bytes: Uint8Array): UnreadableImage {
  if (/unsupported image format/i.test(error.message) && isTiff(bytes))
    return new UnreadableImage('damaged', 'it is a TIFF that is damaged or cut short; copy it anew.');
  if (/unsupported image format/i.test(error.message))
    return new UnreadableImage('format', `it is no image that is read here (${IMAGE_KINDS}); convert it.`);
  if (/exceeds pixel limit/i.test(error.message))
    return new UnreadableImage('size', `it has more than ${MAXIMUM_PIXELS} pixels; scale it down.`);
  if (/exceeds channel limit/i.test(error.message))
    return new UnreadableImage('colour', 'it has more than 5 channels. Save those to train on as grey or RGB.');
  const reason = error.message
    .split('\n', 1)[0]!
    .replace(/^VipsJpeg: |^Input (buffer|file) (has corrupt header: ?)?|^Unknown error$/, '');
  const known = reason === '' ? '' : ` (${reason})`;
  return new UnreadableImage('damaged', `it is damaged or cut short${known}; copy it anew.`);
}
