import type { DataSet } from 'dicom-parser';
import { UnreadableImage } from '../unreadable-image';
import { numbers, signedShort, text, unsignedShort } from './elements';
import { PIXEL_DATA } from './parse-dicom';
import { findTransferSyntax, type TransferSyntax } from './transfer-syntax';

/** What a DICOM file says about itself, without its pixels. */
export interface DicomHeader {
  readonly transferSyntax: TransferSyntax;
  readonly patient: string | null;
  readonly study: string | null;
  readonly series: string | null;
  readonly instance: string | null;
  readonly modality: string | null;
  /** Null: there is no image in the file. */
  readonly image: DicomImage | null;
}

/** The image pixel module (PS3.3, C.7.6.3), checked. */
export interface DicomImage {
  readonly rows: number;
  readonly columns: number;
  readonly frames: number;
  readonly samples: 1 | 3;
  readonly photometric: Photometric;
  /** Colours lie plane by plane, not pixel by pixel. */
  readonly isPlanar: boolean;
  readonly bitsAllocated: 1 | 8 | 16;
  readonly bitsStored: number;
  readonly isSigned: boolean;
  /** Stored values from the first to the second, both included, stand for no tissue. */
  readonly padding: readonly [first: number, last: number] | null;
}

const PHOTOMETRICS = {
  1: ['MONOCHROME1', 'MONOCHROME2', 'PALETTE COLOR'],
  3: ['RGB', 'YBR_FULL', 'YBR_FULL_422', 'YBR_ICT', 'YBR_RCT'],
} as const;

export type Photometric = (typeof PHOTOMETRICS)[1 | 3][number];

/** @throws UnreadableImage when the file contradicts itself, or has an image of a kind that is not read. */
export function dicomHeader(elements: DataSet): DicomHeader {
  return {
    transferSyntax: findTransferSyntax(text(elements, 'x00020010') ?? 'nowhere named'),
    patient: text(elements, 'x00100020'),
    study: text(elements, 'x0020000d'),
    series: text(elements, 'x0020000e'),
    instance: text(elements, 'x00080018'),
    modality: text(elements, 'x00080060'),
    image: PIXEL_DATA in elements.elements ? dicomImage(elements) : null,
  };
}

/** The image of a file that holds one, and that a single one. @throws UnreadableImage */
export function onlyImage({ image }: DicomHeader): DicomImage {
  if (!image) throw new UnreadableImage('no-pixels', 'it is a DICOM file without an image; leave it out.');
  if (image.frames === 1) return image;
  const message = `it has ${image.frames} frames; only single images are read. Write each to a file.`;
  throw new UnreadableImage('frames', message);
}

function dicomImage(elements: DataSet): DicomImage {
  const required = (tag: string, name: string) => {
    const value = unsignedShort(elements, tag);
    if (value === null) throw new UnreadableImage('damaged', `it has pixels, but does not say its ${name}.`);
    return value;
  };
  const [rows, columns] = [required('x00280010', 'rows'), required('x00280011', 'columns')];
  if (rows * columns === 0) throw new UnreadableImage('damaged', `it claims ${columns} x ${rows} pixels.`);
  const bitsAllocated = required('x00280100', 'bits allocated');
  const bitsStored = unsignedShort(elements, 'x00280101') ?? bitsAllocated;
  if (bitsAllocated !== 1 && bitsAllocated !== 8 && bitsAllocated !== 16)
    throw new UnreadableImage('depth', `its samples have ${bitsAllocated} bits; only 1, 8 and 16 are read.`);
  if (bitsStored === 0 || bitsStored > bitsAllocated)
    throw new UnreadableImage('damaged', `it claims to store ${bitsStored} bits in ${bitsAllocated}.`);
  const isSigned = unsignedShort(elements, 'x00280103') === 1;
  const paddings = ['x00280120', 'x00280121'].map((tag) => (isSigned ? signedShort : unsignedShort)(elements, tag));
  const colour = colours(unsignedShort(elements, 'x00280002') ?? 1, text(elements, 'x00280004'));
  const frameBits = rows * columns * colour.samples * bitsAllocated;
  return {
    rows,
    columns,
    // 0, which some writers leave there, stands for what the pixels suffice for, as with pydicom.
    frames: (numbers(elements, 'x00280008')[0] ?? 1) || framesHeld(elements, frameBits),
    ...colour,
    isPlanar: unsignedShort(elements, 'x00280006') === 1,
    bitsAllocated,
    bitsStored,
    isSigned,
    padding: range(paddings[0]!, paddings[1]!),
  };
}

/** Encoded frames are not counted but taken for one. */
function framesHeld(elements: DataSet, frameBits: number): number {
  const { length, hadUndefinedLength } = elements.elements[PIXEL_DATA]!;
  return hadUndefinedLength ? 1 : Math.max(1, Math.floor((8 * length) / frameBits));
}

function colours(samples: number, photometric: string | null): Pick<DicomImage, 'samples' | 'photometric'> {
  if (samples === 1 || samples === 3) {
    const known = PHOTOMETRICS[samples].find((name) => name === photometric);
    if (known) return { samples, photometric: known };
  }
  throw new UnreadableImage(
    'colour',
    `its photometric interpretation ${photometric ?? '(none)'} with ${samples} samples a pixel is not read; write it anew as RGB.`,
  );
}

function range(value: number | null, limit: number | null): DicomImage['padding'] {
  if (value === null) return null;
  return limit === null ? [value, value] : [Math.min(value, limit), Math.max(value, limit)];
}
