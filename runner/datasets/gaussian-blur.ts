/**
 * Smooths a picture of `width` columns; the outermost values go on beyond the border: OpenCV's GaussianBlur on float32 with the kernel
 * size that follows from `sigma` (in pixels) and BORDER_REPLICATE, to single precision.
 */
export function gaussianBlur(values: Float32Array, width: number, sigma: number): Float32Array {
  const height = values.length / width;
  const kernel = gaussianKernel(sigma);
  return along(along(values, height, width, width, 1, kernel), width, height, 1, width, kernel);
}

/** Middle and one half of the symmetric kernel, which sums to one. */
function gaussianKernel(sigma: number): Float64Array {
  const radius = Math.round(sigma * 8 + 1) >> 1;
  const kernel = Float64Array.from({ length: radius + 1 }, (_, i) => Math.exp((-i * i) / (2 * sigma * sigma)));
  const sum = kernel.reduce((total, value, i) => total + (i === 0 ? value : 2 * value), 0);
  return kernel.map((value) => value / sum);
}

/** Convolves each of `lines` lines of `length` values; lines begin `lineStep` apart, values of a line `step`. */
function along(
  values: Float32Array,
  lines: number,
  length: number,
  lineStep: number,
  step: number,
  kernel: Float64Array,
): Float32Array {
  const out = new Float32Array(values.length);
  const radius = kernel.length - 1;
  const padded = new Float64Array(length + 2 * radius);
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep;
    for (let i = 0; i < padded.length; i++) {
      const inside = Math.min(Math.max(i - radius, 0), length - 1);
      padded[i] = values[start + inside * step]!;
    }
    for (let i = 0; i < length; i++) {
      const middle = i + radius;
      let sum = kernel[0]! * padded[middle]!;
      for (let tap = 1; tap <= radius; tap++) sum += kernel[tap]! * (padded[middle - tap]! + padded[middle + tap]!);
      out[start + i * step] = sum;
    }
  }
  return out;
}
