import { describeSamples, type SampleDescription } from './describe-samples';
import { decodeDicom } from './dicom/decode-dicom';
import { modalityOf } from './dicom/modality';
import { isDicom } from './dicom/parse-dicom';
import { type Window, windowsOf } from './dicom/window';
import { dimAdvice, isDim } from './dim';
import { decodeRaster, inOwnDepth } from './raster';
import { readImageFile } from './read-image-file';

/** An image as its file stores it, before anything is made of it for training. */
export interface Inspection extends SampleDescription {
  readonly format: string;
  readonly width: number;
  readonly height: number;
  /** Colours, and alpha where the file has it. Of a palette: the three colours it stands for; of DICOM's PALETTE COLOR one, its indices. */
  readonly channels: number;
  /** Of a stored sample. */
  readonly bits: number;
  /** Images in the file, of which the first is described. */
  readonly frames: number;
  /** What to do with what would be trained on as it should not; absent: nothing. */
  readonly advice?: string;
  /** Of DICOM files alone. */
  readonly dicom?: DicomInspection;
}

export interface DicomInspection {
  readonly transferSyntax: string;
  readonly transferSyntaxName: string;
  readonly photometricInterpretation: string;
  readonly bitsAllocated: number;
  readonly signed: boolean;
  /** How stored values become values: not at all, by slope and intercept, or by a table. */
  readonly rescale: 'none' | 'rescale' | 'table';
  readonly rescaleSlope: number;
  readonly rescaleIntercept: number;
  readonly windows: readonly Window[];
  readonly padding: readonly [first: number, last: number] | null;
  readonly modality: string | null;
  /** Whether the file names them; the names are not told. */
  readonly hasPatient: boolean;
  readonly hasStudy: boolean;
  readonly hasSeries: boolean;
}

/**
 * Describes an image. Pixels are taken row by row, channels together, colours in the order red, green, blue; grey of fewer than 8 bits in its
 * own depth (0 and 1 for one bit). DICOM's are those of pydicom's `pixel_array`.
 *
 * @throws UnreadableImage
 */
export async function inspectImage(file: string): Promise<Inspection> {
  const bytes = await readImageFile(file);
  if (isDicom(bytes)) return inspectDicom(bytes);
  const raster = await decodeRaster(bytes);
  const { format, width, height, channels, bits, pages } = raster;
  const samples = describeSamples(inOwnDepth(raster), (stored) => stored);
  const advice =
    bits === 16 && isDim(samples.max) ? { advice: `No value is above ${samples.max}. ${dimAdvice(samples.max)}` } : {};
  return { format, width, height, channels, bits, frames: pages, ...samples, ...advice };
}

async function inspectDicom(bytes: Uint8Array): Promise<Inspection> {
  const { elements, header, pixels } = await decodeDicom(bytes);
  const { image, transferSyntax } = header;
  const isGrey = image.photometric === 'MONOCHROME1' || image.photometric === 'MONOCHROME2';
  const { kind, slope, intercept, toValue } = modalityOf(elements, image.isSigned);
  return {
    format: 'dicom',
    width: image.columns,
    height: image.rows,
    channels: image.samples,
    bits: image.bitsStored,
    frames: image.frames,
    ...describeSamples(pixels.data, isGrey ? toValue : (stored) => stored),
    dicom: {
      transferSyntax: transferSyntax.uid,
      transferSyntaxName: transferSyntax.name,
      photometricInterpretation: image.photometric,
      bitsAllocated: image.bitsAllocated,
      signed: image.isSigned,
      rescale: kind,
      rescaleSlope: slope,
      rescaleIntercept: intercept,
      windows: windowsOf(elements),
      padding: image.padding,
      modality: header.modality,
      hasPatient: header.patient !== null,
      hasStudy: header.study !== null,
      hasSeries: header.series !== null,
    },
  };
}
