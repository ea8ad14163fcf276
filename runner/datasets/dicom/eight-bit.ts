import type { DataSet } from 'dicom-parser';
import type { Samples } from '../describe-samples';
import { UnreadableImage } from '../unreadable-image';
import type { DicomImage } from './dicom-header';
import { lookUp, lookupTable } from './lookup-table';
import { modalityOf } from './modality';
import { throughWindow, type Window, windowsOf } from './window';

/**
 * What becomes black and what white. `file`: as the file says, by its table or else its first window; where it has neither, 8 bits stay as they
 * are, and deeper values are spread over their range. `range`: the least value is black, the greatest white. Or a linear window, in the
 * units of the values (Hounsfield in CT).
 */
export type WindowChoice = 'file' | 'range' | { readonly center: number; readonly width: number };

/** Grey as it is shown and trained on, 0 to 255: rescaled, windowed, MONOCHROME1 inverted, padding black. @throws UnreadableImage */
export function greyToEightBit(
  elements: DataSet,
  image: DicomImage,
  stored: Samples,
  choice: WindowChoice,
): Uint8Array {
  const { toValue } = modalityOf(elements, image.isSigned);
  const isPadding = paddingOf(image);
  const range = rangeOf(stored, isPadding);
  const shade = shadeOf(elements, image, choice, range.map(toValue));
  // Of each integer that occurs, once.
  const [lowest, highest] = rangeOf(stored, () => false);
  const shades = Uint8Array.from({ length: highest - lowest + 1 }, (_, i) => {
    if (isPadding(lowest + i)) return 0;
    const white = Math.floor(255 * shade(toValue(lowest + i)) + 0.5);
    return image.photometric === 'MONOCHROME1' ? 255 - white : white;
  });
  return Uint8Array.from(stored, (value) => shades[value - lowest]!);
}

function shadeOf(
  elements: DataSet,
  { isSigned, bitsStored }: DicomImage,
  choice: WindowChoice,
  range: readonly number[],
): (value: number) => number {
  if (typeof choice === 'object') return throughWindow({ ...choice, shape: 'linear' });
  if (choice === 'file') {
    const item = elements.elements.x00283010?.items?.[0]?.dataSet;
    const table = item && lookupTable(item, 'x00283002', 'x00283006', isSigned);
    if (table) return (value) => lookUp(table, value) / (2 ** table.bits - 1);
    const window: Window | undefined = windowsOf(elements)[0];
    if (window) return throughWindow(window);
    if (bitsStored === 8 && !isSigned && modalityOf(elements, isSigned).kind === 'none') return (value) => value / 255;
  }
  return spread(range);
}

/** @param range the least and the greatest value, in any order: a slope may be negative */
function spread(range: readonly number[]): (value: number) => number {
  const [least, greatest] = [Math.min(...range), Math.max(...range)];
  return greatest > least ? (value) => (value - least) / (greatest - least) : () => 0;
}

function paddingOf({ padding }: DicomImage): (stored: number) => boolean {
  return padding ? (stored) => stored >= padding[0] && stored <= padding[1] : () => false;
}

/** The least and the greatest integer that is no padding. @throws UnreadableImage when there is none. */
function rangeOf(stored: Samples, isPadding: (stored: number) => boolean): [least: number, greatest: number] {
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of stored) {
    if (isPadding(value)) continue;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  if (least > greatest) throw new UnreadableImage('no-pixels', 'all its pixels are padding; leave it out.');
  return [least, greatest];
}
