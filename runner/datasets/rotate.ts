import type { Pixels } from './pixels';

/**
 * Rotates about the middle by `degrees` counter-clockwise, nearest neighbour, 0 outside: Pillow's `Image.rotate` and so torchvision's
 * RandomRotation with its defaults, in the same 16.16 fixed point (Pillow, src/libImaging/Geometry.c, affine_fixed).
 */
export function rotateNearest({ width, height, channels, data }: Pixels, degrees: number): Pixels {
  const angle = -(degrees * Math.PI) / 180;
  const [cosine, sine] = [roundTo15(Math.cos(angle)), roundTo15(Math.sin(angle))];
  const [middleX, middleY] = [width / 2, height / 2];
  const offsetX = cosine * -middleX + sine * -middleY + middleX;
  const offsetY = -sine * -middleX + cosine * -middleY + middleY;

  const [stepXx, stepXy, stepYx, stepYy] = [fixed(cosine), fixed(sine), fixed(-sine), fixed(cosine)];
  let rowX = fixed(offsetX + cosine * 0.5 + sine * 0.5);
  let rowY = fixed(offsetY - sine * 0.5 + cosine * 0.5);
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++, rowX += stepXy, rowY += stepYy) {
    let [sourceX, sourceY] = [rowX, rowY];
    for (let x = 0; x < width; x++, sourceX += stepXx, sourceY += stepYx) {
      const [fromX, fromY] = [sourceX >> 16, sourceY >> 16];
      if (fromX < 0 || fromX >= width || fromY < 0 || fromY >= height) continue;
      const from = (fromY * width + fromX) * channels;
      for (let channel = 0; channel < channels; channel++)
        out[(y * width + x) * channels + channel] = data[from + channel]!;
    }
  }
  return { width, height, channels, data: out };
}

function fixed(value: number): number {
  return Math.floor(value * 65536 + 0.5);
}

/** Pillow rounds the matrix to 15 decimals. */
function roundTo15(value: number): number {
  return Number(value.toFixed(15));
}
