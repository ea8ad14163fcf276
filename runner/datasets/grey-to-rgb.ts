import type { Pixels } from './pixels';

/** Grey three times; RGB as it is. */
export function toRgb<P extends Pixels>(pixels: P): P {
  return pixels.channels === 3 ? pixels : { ...pixels, channels: 3, data: repeated(pixels.data) };
}

function repeated(grey: Uint8Array): Uint8Array {
  const rgb = new Uint8Array(3 * grey.length);
  for (let i = 0, to = 0; i < grey.length; i++) {
    const value = grey[i]!;
    rgb[to++] = value;
    rgb[to++] = value;
    rgb[to++] = value;
  }
  return rgb;
}
