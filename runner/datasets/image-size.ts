import sharp from 'sharp';
import { onlyImage } from './dicom/dicom-header';
import { readDicomHeader } from './dicom/read-dicom-header';
import { refuseHuge } from './maximum-pixels';
import { refuseTiny } from './minimum-side';
import { explainRaster } from './raster';
import { readImageFile } from './read-image-file';

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** Width and height in pixels, as the file's header says, of an image that is to be trained on. @throws UnreadableImage */
export async function readImageSize(file: string): Promise<ImageSize> {
  const { width, height } = file.toLowerCase().endsWith('.dcm') ? await dicomSize(file) : await rasterSize(file);
  refuseHuge(width, height);
  refuseTiny({ width, height });
  return { width, height };
}

async function rasterSize(file: string): Promise<ImageSize> {
  return sharp(file, { limitInputPixels: false })
    .metadata()
    .catch(async (error: Error) => {
      // That there is no file, or nothing in it, is the better reason.
      await readImageFile(file);
      throw explainRaster(error);
    });
}

async function dicomSize(file: string): Promise<ImageSize> {
  const { columns, rows } = onlyImage(await readDicomHeader(file));
  return { width: columns, height: rows };
}
