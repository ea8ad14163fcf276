import type { Pixels } from './pixels';
import type { Raster } from './raster';

/**
 * 8-bit RGB as Pillow's `convert('RGB')` makes it: alpha is dropped, grey repeated. Of 16 bits, 257 steps make one of 8, rounded to the nearest,
 * where Pillow has no conversion.
 */
export function rasterToRgb({ width, height, space, channels, data: samples }: Raster): Pixels {
  const data = samples instanceof Uint16Array ? Uint8Array.from(samples, (value) => Math.round(value / 257)) : samples;
  if (space === 'rgb' && channels === 3) return { width, height, channels, data };
  const rgb = new Uint8Array(3 * width * height);
  for (let from = 0, to = 0; to < rgb.length; from += channels, to += 3) {
    for (let channel = 0; channel < 3; channel++) {
      const value = data[from + (space === 'grey' ? 0 : channel)]!;
      rgb[to + channel] = space === 'cmyk' ? withoutInk(value, data[from + 3]!) : value;
    }
  }
  return { width, height, channels: 3, data: rgb };
}

/** Pillow's cmyk2rgb (libImaging/Convert.c): what the ink leaves of the paper that black leaves. */
function withoutInk(ink: number, black: number): number {
  const product = ink * (255 - black) + 128;
  return Math.max(0, 255 - black - ((product + (product >> 8)) >> 8));
}
