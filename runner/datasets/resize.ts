import type { Pixels } from './pixels';

/** Pillow's fixed point for 8-bit images: 32 bits less 8 for the value and 2 for overshoot. */
const PRECISION = 22;

/** For each output position: its first input position, and how much each of the next `taps` counts, in 2^-22. */
interface Weights {
  readonly first: Int32Array;
  readonly taps: number;
  /** [output, taps] */
  readonly values: Int32Array;
}

/**
 * Bilinear resize with antialiasing, pixel for pixel as Pillow's `Image.resize(..., BILINEAR)` and so torchvision's `Resize` on Pillow
 * images (Pillow, src/libImaging/Resample.c): across, rounded to 8 bits, then down.
 */
export function resizeBilinear(source: Pixels, width: number, height: number): Pixels {
  const { channels } = source;
  const across = width === source.width ? source.data : resizeAcross(source, width);
  const data = height === source.height ? across : resizeDown(across, width * channels, source.height, height);
  return { width, height, channels, data };
}

function resizeAcross({ data, width, height, channels }: Pixels, target: number): Uint8Array {
  const { first, taps, values } = triangleWeights(width, target);
  const out = new Uint8Array(target * height * channels);
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < target; x++) {
      const start = (y * width + first[x]!) * channels;
      const end = start + Math.min(taps, width - first[x]!) * channels;
      for (let channel = 0; channel < channels; channel++) {
        let sum = 1 << (PRECISION - 1);
        for (let from = start + channel, weight = x * taps; from < end; from += channels) {
          sum = (sum + Math.imul(data[from]!, values[weight++]!)) | 0;
        }
        out[at++] = sum >> PRECISION;
      }
    }
  }
  return out;
}

function resizeDown(data: Uint8Array, rowLength: number, height: number, target: number): Uint8Array {
  const { first, taps, values } = triangleWeights(height, target);
  const out = new Uint8Array(rowLength * target);
  const sums = new Int32Array(rowLength);
  for (let y = 0; y < target; y++) {
    sums.fill(1 << (PRECISION - 1));
    const count = Math.min(taps, height - first[y]!);
    for (let tap = 0; tap < count; tap++) {
      const weight = values[y * taps + tap]!;
      const row = (first[y]! + tap) * rowLength;
      if (weight !== 0) for (let i = 0; i < rowLength; i++) sums[i]! += data[row + i]! * weight;
    }
    for (let i = 0; i < rowLength; i++) out[y * rowLength + i] = sums[i]! >> PRECISION;
  }
  return out;
}

/** The triangle filter, as wide as the output's pixels where it shrinks; sums to one. */
function triangleWeights(length: number, target: number): Weights {
  const scale = length / target;
  const support = Math.max(scale, 1);
  const taps = Math.ceil(support) * 2 + 1;
  const first = new Int32Array(target);
  const values = new Int32Array(target * taps);
  const raw = new Float64Array(taps);
  for (let position = 0; position < target; position++) {
    const centre = (position + 0.5) * scale;
    const low = Math.max(Math.trunc(centre - support + 0.5), 0);
    const high = Math.min(Math.trunc(centre + support + 0.5), length);
    let sum = 0;
    for (let tap = 0; tap < high - low; tap++) {
      raw[tap] = Math.max(1 - Math.abs((tap + low - centre + 0.5) * (1 / support)), 0);
      sum += raw[tap]!;
    }
    first[position] = low;
    for (let tap = 0; tap < high - low; tap++) {
      values[position * taps + tap] = Math.trunc(0.5 + (raw[tap]! / sum) * (1 << PRECISION));
    }
  }
  return { first, taps, values };
}

/**
 * Nearest neighbour. `centre`: the input pixel below the middle of each output pixel, as Pillow's `Image.resize(..., NEAREST)`. `corner`:
 * the one below its upper left corner, as OpenCV's `resize(..., INTER_NEAREST)`, which shifts a mask by up to half a pixel.
 */
export function resizeNearest(
  { width, height, channels, data }: Pixels,
  target: number,
  anchor: 'centre' | 'corner' = 'centre',
): Pixels {
  const out = new Uint8Array(target * target * channels);
  const places = (length: number) =>
    Int32Array.from({ length: target }, (_, i) =>
      // The corner's quotient is OpenCV's, which rounds some whole places down.
      Math.floor(anchor === 'centre' ? ((i + 0.5) * length) / target : i * (1 / (target / length))),
    );
  const [columns, rows] = [places(width), places(height)];
  for (let y = 0; y < target; y++) {
    const row = rows[y]! * width;
    for (let x = 0; x < target; x++) {
      const from = (row + columns[x]!) * channels;
      for (let channel = 0; channel < channels; channel++)
        out[(y * target + x) * channels + channel] = data[from + channel]!;
    }
  }
  return { width: target, height: target, channels, data: out };
}
