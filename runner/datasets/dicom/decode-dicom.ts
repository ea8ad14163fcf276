import type { DataSet } from 'dicom-parser';
import type { Pixels } from '../pixels';
import { type DicomHeader, dicomHeader } from './dicom-header';
import { greyToEightBit } from './eight-bit';
import { paletteToRgb } from './palette';
import { parseDicom } from './parse-dicom';
import { type StoredPixels, storedPixels } from './stored-pixels';
import type { WindowChoice } from './window';

/** A decoded DICOM file. */
export interface DecodedDicom {
  readonly elements: DataSet;
  readonly header: DicomHeader & { readonly image: NonNullable<DicomHeader['image']> };
  readonly pixels: StoredPixels;
}

/** @throws UnreadableImage */
export async function decodeDicom(bytes: Uint8Array): Promise<DecodedDicom> {
  const elements = parseDicom(bytes);
  const header = dicomHeader(elements);
  const pixels = await storedPixels(elements, header);
  return { elements, header: { ...header, image: header.image! }, pixels };
}

/** 8-bit grey or RGB as it is shown and trained on. @throws UnreadableImage */
export async function dicomToPixels(bytes: Uint8Array, window: WindowChoice): Promise<Pixels> {
  const { elements, header, pixels } = await decodeDicom(bytes);
  const { columns: width, rows: height, isSigned } = header.image;
  const { data, photometric } = pixels;
  const isPalette = photometric === 'PALETTE COLOR';
  if (!isPalette && photometric !== 'RGB')
    return { width, height, channels: 1, data: greyToEightBit(elements, header.image, data, window) };
  const rgb = () => {
    if (isPalette) return paletteToRgb(elements, data, isSigned);
    return data instanceof Uint8Array ? data : Uint8Array.from(data, (value) => Math.round(value / 257));
  };
  return { width, height, channels: 3, data: rgb() };
}
