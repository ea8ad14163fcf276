import type { DataSet } from 'dicom-parser';
import type { Samples } from '../describe-samples';
import { UnreadableImage } from '../unreadable-image';
import type { DicomImage } from './dicom-header';
import { lookUp, lookupTable } from './lookup-table';
import { modalityOf } from './modality';
import { overRange, throughWindow, type WindowChoice, windowsOf } from './window';

/** Stored integers have 16 bits at most; the least signed one is found at 0. */
const OFFSET = 2 ** 15;
const INTEGERS = OFFSET + 2 ** 16;

/** Grey as it is shown and trained on, 0 to 255: rescaled, windowed, MONOCHROME1 inverted, padding black. @throws UnreadableImage */
export function greyToEightBit(
  elements: DataSet,
  image: DicomImage,
  stored: Samples,
  choice: WindowChoice,
): Uint8Array {
  const { toValue, kind } = modalityOf(elements, image.isSigned);
  const tissue = integersIn(stored).filter((integer) => !isPadding(integer, image));
  if (tissue.length === 0) throw new UnreadableImage('no-pixels', 'all its pixels are padding; leave it out.');
  const values = tissue.map(toValue);
  const shade = shadeIn(elements, image, choice, kind === 'none') ?? overRange(values);
  // Each integer is looked at once, however many pixels have it.
  const shades = new Uint8Array(INTEGERS);
  tissue.forEach((integer, i) => {
    const white = Math.floor(255 * shade(values[i]!) + 0.5);
    shades[integer + OFFSET] = image.photometric === 'MONOCHROME1' ? 255 - white : white;
  });
  const grey = new Uint8Array(stored.length);
  for (let i = 0; i < grey.length; i++) grey[i] = shades[stored[i]! + OFFSET]!;
  return grey;
}

/** Null: neither the choice nor the file says more than the range of values. */
function shadeIn(
  elements: DataSet,
  { isSigned, bitsStored }: DicomImage,
  choice: WindowChoice,
  areStored: boolean,
): ((value: number) => number) | null {
  if (choice === 'range') return null;
  if (choice !== 'file') return throughWindow({ ...choice, shape: 'linear' });
  const item = elements.elements.x00283010?.items?.[0]?.dataSet;
  const table = item && lookupTable(item, 'x00283002', 'x00283006', isSigned);
  if (table) return (value) => lookUp(table, value) / (2 ** table.bits - 1);
  const window = windowsOf(elements)[0];
  if (window) return throughWindow(window);
  return bitsStored === 8 && !isSigned && areStored ? (value) => value / 255 : null;
}

/** Every integer that occurs, in order. */
function integersIn(stored: Samples): number[] {
  const isThere = new Uint8Array(INTEGERS);
  for (let i = 0; i < stored.length; i++) isThere[stored[i]! + OFFSET] = 1;
  const integers: number[] = [];
  for (let i = 0; i < INTEGERS; i++) if (isThere[i] === 1) integers.push(i - OFFSET);
  return integers;
}

function isPadding(stored: number, { padding }: DicomImage): boolean {
  return padding !== null && stored >= padding[0] && stored <= padding[1];
}
