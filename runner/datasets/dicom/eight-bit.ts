import type { DataSet } from 'dicom-parser';
import type { Samples } from '../describe-samples';
import { UnreadableImage } from '../unreadable-image';
import type { DicomImage } from './dicom-header';
import { lookUp, lookupTable } from './lookup-table';
import { modalityOf } from './modality';
import { overRange, throughWindow, type WindowChoice, windowsOf } from './window';

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
    const window = windowsOf(elements)[0];
    if (window) return throughWindow(window);
    if (bitsStored === 8 && !isSigned && modalityOf(elements, isSigned).kind === 'none') return (value) => value / 255;
  }
  return overRange(range);
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
