import sharp from 'sharp';
import { refuseHuge } from './maximum-pixels';
import { explainRaster } from './raster';

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** Width and height in pixels, as the file's header says. @throws UnreadableImage */
export async function readImageSize(file: string): Promise<ImageSize> {
  const { width, height } = await sharp(file, { limitInputPixels: false })
    .metadata()
    .catch((error: Error) => {
      throw explainRaster(error);
    });
  refuseHuge(width, height);
  return { width, height };
}
