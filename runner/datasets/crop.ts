import type { Pixels } from './pixels';

/** The rectangle of `height` x `width` pixels at (`top`, `left`), which lies within the image. */
export function crop(
  { width: across, channels, data }: Pixels,
  top: number,
  left: number,
  height: number,
  width: number,
): Pixels {
  const out = new Uint8Array(height * width * channels);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * across + left) * channels;
    out.set(data.subarray(from, from + width * channels), y * width * channels);
  }
  return { width, height, channels, data: out };
}

/** The square of side `size` in the middle of a square image whose border is a whole number of pixels. */
export function centreCrop(image: Pixels, size: number): Pixels {
  const border = (image.width - size) / 2;
  return border === 0 ? image : crop(image, border, border, size, size);
}
