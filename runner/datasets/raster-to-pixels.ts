import { overRange, throughWindow, type WindowChoice } from './dicom/window';
import type { Pixels } from './pixels';
import type { Raster } from './raster';

/** An image as it is trained on. */
export interface DecodedImage extends Pixels {
  /** The greatest value, where 16 bits went through no window. */
  readonly greatest?: number;
}

/**
 * Eight bits as Pillow's `convert('RGB')` makes them, but for grey, which stays one channel: alpha is dropped. Of 16 bits, for which Pillow has
 * no conversion, 257 steps make one of 8, rounded to the nearest; grey of 16 bits may go through a window instead, since what fills 12 of them
 * would be all but black.
 */
export function rasterToPixels(raster: Raster, window: WindowChoice): DecodedImage {
  const greatest =
    raster.data instanceof Uint16Array && choiceFor(raster, window) === 'file' ? greatestOf(raster.data) : null;
  return { ...eightBit(raster, window), ...(greatest !== null && { greatest }) };
}

function eightBit(raster: Raster, window: WindowChoice): Pixels {
  const { width, height, space, channels } = raster;
  const data = toEightBit(raster, window);
  if (space === 'rgb' && channels === 3) return { width, height, channels, data };
  if (space === 'grey')
    return { width, height, channels: 1, data: channels === 1 ? data : data.filter((_, at) => at % channels === 0) };
  const rgb = new Uint8Array(3 * width * height);
  for (let from = 0, to = 0; to < rgb.length; from += channels, to += 3) {
    for (let channel = 0; channel < 3; channel++) {
      const value = data[from + channel]!;
      rgb[to + channel] = space === 'cmyk' ? withoutInk(value, data[from + 3]!) : value;
    }
  }
  return { width, height, channels: 3, data: rgb };
}

function toEightBit(raster: Raster, window: WindowChoice): Uint8Array {
  const { data } = raster;
  if (data instanceof Uint8Array) return data;
  const shade = shadeIn(data, choiceFor(raster, window));
  const eight = new Uint8Array(data.length);
  for (let i = 0; i < eight.length; i++) eight[i] = Math.floor(255 * shade(data[i]!) + 0.5);
  return eight;
}

/** Windows are for grey alone. */
function choiceFor({ space, channels }: Raster, window: WindowChoice): WindowChoice {
  return space === 'grey' && channels === 1 ? window : 'file';
}

function greatestOf(data: Uint16Array): number {
  let greatest = 0;
  for (let i = 0; i < data.length; i++) if (data[i]! > greatest) greatest = data[i]!;
  return greatest;
}

function shadeIn(data: Uint16Array, window: WindowChoice): (value: number) => number {
  if (window === 'file') return (value) => value / 65535;
  return window === 'range' ? overRange(data) : throughWindow({ ...window, shape: 'linear' });
}

/** Pillow's cmyk2rgb (libImaging/Convert.c): what the ink leaves of the paper that black leaves. */
function withoutInk(ink: number, black: number): number {
  const product = ink * (255 - black) + 128;
  return Math.max(0, 255 - black - ((product + (product >> 8)) >> 8));
}
