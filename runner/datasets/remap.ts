import type { Pixels } from './pixels';

/** Where each pixel of a square image comes from, in pixels of the image before. */
export interface SamplingMap {
  readonly side: number;
  /** [side, side] */
  readonly x: Float32Array;
  /** [side, side] */
  readonly y: Float32Array;
}

/** Pixels between others, and those beyond the border mirrored in the outermost row: OpenCV's `remap`, INTER_LINEAR and BORDER_REFLECT_101. */
export function remapBilinear({ width, height, channels, data }: Pixels, { x, y }: SamplingMap): Pixels {
  const out = new Uint8Array(data.length);
  let at = 0;
  for (let pixel = 0; pixel < x.length; pixel++) {
    const [left, top] = [Math.floor(x[pixel]!), Math.floor(y[pixel]!)];
    const [across, down] = [x[pixel]! - left, y[pixel]! - top];
    const [column, nextColumn] = [mirrored(left, width) * channels, mirrored(left + 1, width) * channels];
    const [row, nextRow] = [mirrored(top, height) * width * channels, mirrored(top + 1, height) * width * channels];
    for (let channel = 0; channel < channels; channel++) {
      const upper = mix(data[row + column + channel]!, data[row + nextColumn + channel]!, across);
      const lower = mix(data[nextRow + column + channel]!, data[nextRow + nextColumn + channel]!, across);
      out[at++] = rounded(mix(upper, lower, down));
    }
  }
  return { width, height, channels, data: out };
}

/** The nearest pixel: OpenCV's `remap`, INTER_NEAREST and BORDER_REFLECT_101. */
export function remapNearest({ width, height, channels, data }: Pixels, { x, y }: SamplingMap): Pixels {
  const out = new Uint8Array(data.length);
  let at = 0;
  for (let pixel = 0; pixel < x.length; pixel++) {
    const row = mirrored(rounded(y[pixel]!), height) * width;
    const from = (row + mirrored(rounded(x[pixel]!), width)) * channels;
    for (let channel = 0; channel < channels; channel++) out[at++] = data[from + channel]!;
  }
  return { width, height, channels, data: out };
}

/** Half-way to the even one, as OpenCV does. */
function rounded(value: number): number {
  const above = Math.round(value);
  return above - value === 0.5 && above % 2 !== 0 ? above - 1 : above;
}

function mix(first: number, second: number, share: number): number {
  return first + (second - first) * share;
}

/** The place inside 0 .. length - 1 that one outside is the mirror image of. */
function mirrored(place: number, length: number): number {
  if (place >= 0 && place < length) return place;
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const within = ((place % period) + period) % period;
  return within < length ? within : period - within;
}
