/** The three distortions of albumentations' that segmentation is trained with, as maps of where pixels come from. */
import { gaussianBlur } from './gaussian-blur';
import type { SamplingMap } from './remap';

/** Cells of `grid` on each side; what is left over at the right and the bottom is one more. */
export const GRID_CELLS = 5;

/**
 * Every pixel moves by smoothed noise: albumentations' ElasticTransform.
 *
 * @param noise [2, side, side], in [-1, 1]: across, then down
 * @param alpha largest shift before the noise is smoothed, in pixels
 * @param sigma standard deviation of the smoothing, in pixels
 */
export function elastic(noise: Float32Array, side: number, alpha: number, sigma: number): SamplingMap {
  // Smoothed as one picture, twice as high as wide, as albumentations does.
  const shifts = gaussianBlur(noise, side, sigma);
  const pixels = side * side;
  return mapOf(side, (x, y) => [
    x + shifts[y * side + x]! * Math.fround(alpha),
    y + shifts[pixels + y * side + x]! * Math.fround(alpha),
  ]);
}

/**
 * The rows and columns of a grid become wider and narrower, and fill the image as before: albumentations' GridDistortion.
 *
 * @param columns factor of each of the `GRID_CELLS` + 1 columns, above 0
 * @param rows the same of the rows
 */
export function grid(columns: readonly number[], rows: readonly number[], side: number): SamplingMap {
  const [across, down] = [stretched(columns, side), stretched(rows, side)];
  return mapOf(side, (x, y) => [across[x]!, down[y]!]);
}

/** A lens that bends lines: albumentations' OpticalDistortion, the camera's model with both radial coefficients `k`. 0: as it was. */
export function optical(k: number, side: number): SamplingMap {
  const centre = side / 2;
  // OpenCV puts the middle of what the lens shows half a pixel before the lens's own.
  const middle = (side - 1) / 2;
  const coefficient = Math.fround(k);
  return mapOf(side, (x, y) => {
    const [right, below] = [(x - middle) / side, (y - middle) / side];
    const squared = right * right + below * below;
    const factor = 1 + coefficient * squared + coefficient * squared * squared;
    return [side * right * factor + centre, side * below * factor + centre];
  });
}

/** Where each position along one axis comes from. */
function stretched(factors: readonly number[], side: number): Float64Array {
  const cell = Math.floor(side / GRID_CELLS);
  const last = side - GRID_CELLS * cell;
  const sizes = factors.map((factor, index) => factor * (index < GRID_CELLS ? 1 : last / cell));
  const scale = side / sizes.reduce((sum, size) => sum + size, 0);
  const places = new Float64Array(side);
  let from = 0;
  for (const [index, size] of sizes.entries()) {
    const start = index * cell;
    const count = Math.min(cell, side - start);
    const to = from + size * scale;
    // From one edge of the cell to the other, both included.
    for (let i = 0; i < count; i++) places[start + i] = count === 1 ? from : from + (i * (to - from)) / (count - 1);
    from = to;
  }
  return places;
}

function mapOf(side: number, from: (x: number, y: number) => readonly [number, number]): SamplingMap {
  const map = { side, x: new Float32Array(side * side), y: new Float32Array(side * side) };
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) [map.x[y * side + x], map.y[y * side + x]] = from(x, y);
  }
  return map;
}
