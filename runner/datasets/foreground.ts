import type { Pixels } from './pixels';

/** A mask as its file has it: grey or RGB, then alpha where there is some. */
export interface MaskSamples {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** [height, width, channels] */
  readonly data: Uint8Array | Uint16Array;
}

/** A value of a mask's file, and what becomes of it. */
export interface MaskLabel {
  /** Such as `2`, or `(255, 0, 0)` of a mask in colour. */
  readonly value: string;
  readonly isForeground: boolean;
}

/** A mask of 0 and 1. */
export interface Mask extends Pixels {
  /** The values of its file (of several, the first such one), where these are more than two and few enough to be labels. */
  readonly labels?: readonly MaskLabel[];
}

/** More values are shades, as JPEG and scaling leave them at edges. */
const MOST_LABELS = 16;

/** Foreground is above half of the mask's own maximum, so that 1 and 255 both work. */
export function foregroundOf(samples: MaskSamples): Mask {
  const { width, height, channels, data } = samples;
  // The brightest channel counts, so that masks drawn in colour work too.
  const brightness = new Uint16Array(width * height);
  let maximum = 0;
  for (let i = 0, at = 0; i < brightness.length; i++, at += channels) {
    const value = channels < 3 ? data[at]! : Math.max(data[at]!, data[at + 1]!, data[at + 2]!);
    brightness[i] = value;
    if (value > maximum) maximum = value;
  }
  const foreground = new Uint8Array(brightness.length);
  for (let i = 0; i < foreground.length; i++) foreground[i] = Number(2 * brightness[i]! > maximum);
  const labels = labelsOf(samples, foreground);
  return { width, height, channels: 1, data: foreground, ...(labels && { labels }) };
}

/** In ascending order; null: two at most, or shades. */
function labelsOf({ channels, data }: MaskSamples, foreground: Uint8Array): readonly MaskLabel[] | null {
  const found = new Map<number, MaskLabel>();
  let last = -1;
  for (let i = 0, at = 0; i < foreground.length; i++, at += channels) {
    const red = data[at]!;
    const green = channels < 3 ? red : data[at + 1]!;
    const blue = channels < 3 ? red : data[at + 2]!;
    const key = (red * 2 ** 16 + green) * 2 ** 16 + blue;
    if (key === last) continue;
    last = key;
    if (found.has(key)) continue;
    if (found.size === MOST_LABELS) return null;
    const value = red === green && green === blue ? `${red}` : `(${red}, ${green}, ${blue})`;
    found.set(key, { value, isForeground: foreground[i] === 1 });
  }
  if (found.size <= 2) return null;
  return [...found].sort(([a], [b]) => a - b).map(([, label]) => label);
}
