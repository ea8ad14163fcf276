import type { Pixels } from './pixels';

/** A mask of 0 and 1 from a decoded RGB mask: foreground is above half of the mask's own maximum, so that 1 and 255 both work. */
export function foregroundOf({ width, height, data }: Pixels): Pixels {
  // The brightest channel counts, so that masks drawn in colour work too.
  const brightness = new Uint8Array(width * height);
  for (let i = 0; i < brightness.length; i++)
    brightness[i] = Math.max(data[3 * i]!, data[3 * i + 1]!, data[3 * i + 2]!);
  let maximum = 0;
  for (const value of brightness) if (value > maximum) maximum = value;
  return { width, height, channels: 1, data: brightness.map((value) => (2 * value > maximum ? 1 : 0)) };
}
