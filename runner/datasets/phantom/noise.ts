import type { RandomStream } from '../../random';
import { mix, smoothstep } from './shapes';

/** A smooth random field, [size, size] in [-1, 1]: random values on a lattice of `cells` x `cells`, blended in between. */
export function smoothNoise(random: RandomStream, size: number, cells: number): Float64Array {
  const corners = cells + 1;
  const lattice = Float64Array.from({ length: corners * corners }, () => random.uniform(-1, 1));
  const field = new Float64Array(size * size);
  for (let y = 0; y < size; y++) {
    const v = ((y + 0.5) / size) * cells;
    const row = Math.floor(v) * corners;
    const down = smoothstep(0, 1, v - Math.floor(v));
    for (let x = 0; x < size; x++) {
      const u = ((x + 0.5) / size) * cells;
      const at = row + Math.floor(u);
      const across = smoothstep(0, 1, u - Math.floor(u));
      const top = mix(lattice[at]!, lattice[at + 1]!, across);
      const bottom = mix(lattice[at + corners]!, lattice[at + corners + 1]!, across);
      field[y * size + x] = mix(top, bottom, down);
    }
  }
  return field;
}

/** Octaves of smooth noise, each twice as fine and half as strong, in [-1, 1]. */
export function fractalNoise(random: RandomStream, size: number, cells: number, octaves: number): Float64Array {
  const field = new Float64Array(size * size);
  let [strength, total, lattice] = [1, 0, cells];
  for (let octave = 0; octave < octaves; octave++) {
    const layer = smoothNoise(random, size, lattice);
    for (let i = 0; i < field.length; i++) field[i]! += strength * layer[i]!;
    total += strength;
    strength /= 2;
    lattice *= 2;
  }
  return field.map((value) => value / total);
}
