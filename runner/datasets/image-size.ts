import sharp from 'sharp';
import { onlyImage } from './dicom/dicom-header';
import { isDicom } from './dicom/parse-dicom';
import { readDicomHeader } from './dicom/read-dicom-header';
import { refuseHuge } from './maximum-pixels';
import { refuseTiny } from './minimum-side';
import { explainRaster } from './raster';
import { readImageFile } from './read-image-file';
import { UnreadableImage } from './unreadable-image';

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** Width and height in pixels, as the file's header says, of an image that is to be trained on. @throws UnreadableImage */
export async function readImageSize(file: string): Promise<ImageSize> {
  const { width, height } = await sizeByContent(file);
  refuseHuge(width, height);
  refuseTiny({ width, height });
  return { width, height };
}

/** The name only says what is tried first. */
async function sizeByContent(file: string): Promise<ImageSize> {
  if (!file.toLowerCase().endsWith('.dcm')) return rasterSize(file);
  return dicomSize(file).catch((error: unknown) => {
    if (error instanceof UnreadableImage && error.code === 'format') return rasterSize(file);
    throw error;
  });
}

async function rasterSize(file: string): Promise<ImageSize> {
  return sharp(file, { limitInputPixels: false })
    .metadata()
    .catch(async (error: Error) => {
      // That there is no file, or nothing in it, is the better reason.
      const bytes = await readImageFile(file);
      if (isDicom(bytes)) return dicomSize(file);
      throw explainRaster(error, bytes);
    });
}

async function dicomSize(file: string): Promise<ImageSize> {
  const { columns, rows } = onlyImage(await readDicomHeader(file));
  return { width: columns, height: rows };
}
