/**
 * What phantoms are drawn with: sums, products, quotients and square roots alone, which IEEE 754 rounds the same on every machine (sines,
 * exponentials and `**` it leaves to the library). Coordinates are shares of the side, in [0, 1], downwards and to the right.
 */
import type { RandomStream } from '../../random';

/** 0 below `low`, 1 above `high`, smooth between; `low` above `high` falls instead. */
export function smoothstep(low: number, high: number, value: number): number {
  const t = Math.min(Math.max((value - low) / (high - low), 0), 1);
  return t * t * (3 - 2 * t);
}

/** A smooth wave of period 1 in [0, 1]: 0 at whole numbers, 1 halfway. */
export function wave(x: number): number {
  return smoothstep(0, 1, Math.abs(2 * (x - Math.floor(x) - 0.5)) * -1 + 1);
}

/** Squared length of (x, y). */
export function squaredLength(x: number, y: number): number {
  return x * x + y * y;
}

/** Length of (x, y). */
export function length(x: number, y: number): number {
  return Math.sqrt(squaredLength(x, y));
}

/** A smooth bump: 1 in the middle, 0 from squared distance 1 on. */
export function bump(squaredDistance: number): number {
  return squaredDistance >= 1 ? 0 : (1 - squaredDistance) * (1 - squaredDistance);
}

export function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}

export type Direction = readonly [x: number, y: number];

/** A direction drawn evenly from the circle. */
export function randomDirection(random: RandomStream): Direction {
  for (;;) {
    const [x, y] = [random.uniform(-1, 1), random.uniform(-1, 1)];
    const square = squaredLength(x, y);
    if (square > 0.01 && square <= 1) return unit(x, y);
  }
}

/** The direction turned clockwise (on the screen) by the angle whose tangent is `tangent`. */
export function turn([x, y]: Direction, tangent: number): Direction {
  return unit(x - tangent * y, y + tangent * x);
}

function unit(x: number, y: number): Direction {
  const scale = length(x, y);
  return [x / scale, y / scale];
}

/** A share in [0, 1] as a byte. */
export function toByte(value: number): number {
  return Math.round(Math.min(Math.max(value, 0), 1) * 255);
}
