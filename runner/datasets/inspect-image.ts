import { describeSamples, type SampleDescription, type Samples } from './describe-samples';
import { decodeRaster, type Raster } from './raster';
import { readImageFile } from './read-image-file';

/** An image as its file stores it, before anything is made of it for training. */
export interface Inspection extends SampleDescription {
  readonly format: string;
  readonly width: number;
  readonly height: number;
  /** Colours, and alpha where the file has it. Of a palette: the three colours it stands for. */
  readonly channels: number;
  /** Of a stored sample. */
  readonly bits: number;
  /** Images in the file, of which the first is described. */
  readonly frames: number;
}

/**
 * Describes an image. Pixels are taken row by row, channels together, colours in the order red, green, blue; grey of fewer than 8 bits in its
 * own depth (0 and 1 for one bit).
 *
 * @throws UnreadableImage
 */
export async function inspectImage(file: string): Promise<Inspection> {
  const raster = await decodeRaster(await readImageFile(file));
  const { format, width, height, channels, bits, pages } = raster;
  const samples = describeSamples(inOwnDepth(raster), (stored) => stored);
  return { format, width, height, channels, bits, frames: pages, ...samples };
}

function inOwnDepth({ space, bits, data }: Raster): Samples {
  if (bits >= 8 || space !== 'grey') return data;
  const step = 255 / (2 ** bits - 1);
  return data.map((value) => value / step);
}
