import type { Pixels } from './pixels';

/** What each of the 256 values of a channel becomes. [256] */
export type Levels = Uint8Array;

/**
 * albumentations' RandomBrightnessContrast: `contrast` of the value, plus `brightness`, which is a share of the largest value.
 *
 * @param contrast 1: as it was
 * @param brightness 0: as it was
 */
export function brightnessContrast(contrast: number, brightness: number): Levels {
  return Uint8Array.from({ length: 256 }, (_, value) => {
    const [scaled, added] = [Math.fround(value * Math.fround(contrast)), Math.fround(brightness * 255)];
    return Math.min(Math.max(Math.fround(scaled + added), 0), 255);
  });
}

/** albumentations' RandomGamma: the value in [0, 1], raised to `gamma`. */
export function gammaCorrection(gamma: number): Levels {
  return Uint8Array.from({ length: 256 }, (_, value) => (value * (1 / 255)) ** gamma * 255);
}

export function applyLevels({ data, ...shape }: Pixels, levels: Levels): Pixels {
  return { ...shape, data: data.map((value) => levels[value]!) };
}
