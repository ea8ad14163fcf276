import type { DataSet } from 'dicom-parser';
import { UnreadableImage } from '../unreadable-image';
import { numbers, text } from './elements';

/** Values around `center`, `width` of them, spread from black to white (PS3.3, C.11.2.1.2 and C.11.2.1.3). */
export interface Window {
  readonly center: number;
  readonly width: number;
  readonly shape: 'linear' | 'linear-exact' | 'sigmoid';
}

/**
 * What becomes black and what white. `file`: as the file says, by its table or else its first window; where it has neither, 8 bits stay as they
 * are, and deeper values are spread over their range. `range`: the least value is black, the greatest white. Or a linear window, in the
 * units of the values (Hounsfield in CT).
 */
export type WindowChoice = 'file' | 'range' | { readonly center: number; readonly width: number };

const SHAPES: Readonly<Record<string, Window['shape']>> = {
  LINEAR: 'linear',
  LINEAR_EXACT: 'linear-exact',
  SIGMOID: 'sigmoid',
};

/** The windows that a file suggests, the preferred one first. @throws UnreadableImage */
export function windowsOf(elements: DataSet): Window[] {
  const [centers, widths] = [numbers(elements, 'x00281050'), numbers(elements, 'x00281051')];
  const written = text(elements, 'x00281056') ?? 'LINEAR';
  const shape = SHAPES[written.toUpperCase()];
  if (!shape) throw new UnreadableImage('damaged', `its VOI LUT function "${written}" is unknown.`);
  const count = Math.min(centers.length, widths.length);
  return Array.from({ length: count }, (_, i) => ({ center: centers[i]!, width: widths[i]!, shape }));
}

/** @returns 0 for black to 1 for white @throws UnreadableImage when the window has no width */
export function throughWindow({ center, width, shape }: Window): (value: number) => number {
  if (width < (shape === 'linear' ? 1 : Number.MIN_VALUE))
    throw new UnreadableImage('damaged', `its window is ${width} wide; give a window, or the range of its values.`);
  if (shape === 'sigmoid') return (value) => 1 / (1 + Math.exp((-4 * (value - center)) / width));
  const [middle, span] = shape === 'linear' ? [center - 0.5, width - 1] : [center, width];
  return (value) => {
    if (value <= middle - span / 2) return 0;
    return value > middle + span / 2 ? 1 : (value - middle) / span + 0.5;
  };
}

/** From the least value, which is black, to the greatest. @returns 0 to 1 */
export function overRange(values: Iterable<number>): (value: number) => number {
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return greatest > least ? (value) => (value - least) / (greatest - least) : () => 0;
}
