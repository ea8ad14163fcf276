import type { RandomStream } from '../../random';
import { type Direction, length, turn } from './shapes';

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Branch extends Point {
  readonly direction: Direction;
  /** Shares of the side. */
  readonly radius: number;
  readonly length: number;
  /** Turn for each step: arcades bend round the macula. */
  readonly bend: number;
}

/** What a tree of vessels grows in. All lengths are shares of the side. */
export interface VesselSettings {
  readonly disc: Point;
  readonly macula: Point;
  /** Radius of the field of view round the middle, beyond which nothing is seen. */
  readonly field: number;
  /** 0: smooth; 1: winding. */
  readonly tortuosity: number;
}

const STEP = 0.006;

/** Vessels end at this radius. */
const THINNEST = 0.0042;

/** No vessel comes nearer to the macula. */
const AVASCULAR = 0.055;

/**
 * How much of each pixel vessels cover, [size, size] in [0, 1]. Vessels leave the disc upwards and downwards: on the macula's side as
 * arcades round it, a wide vein and a narrower artery each, on the other side nearly straight; and branch until they are thin.
 */
export function drawVessels(random: RandomStream, size: number, settings: VesselSettings): Float64Array {
  const { disc, macula } = settings;
  const coverage = new Float64Array(size * size);
  const temporal = macula.x > disc.x ? 1 : -1;
  const branches: Branch[] = [];
  for (const vertical of [-1, 1]) {
    for (const [side, width, spread, curve] of [
      [temporal, 1, 0.15, 0.021],
      [temporal, 0.7, 0.55, 0.016],
      [-temporal, 0.75, 0.7, 0.004],
    ] as const) {
      const towards = -vertical * side;
      branches.push({
        ...disc,
        direction: turn([0, vertical], towards * (spread + random.uniform(-0.12, 0.2))),
        radius: 0.013 * width * random.uniform(0.85, 1.1),
        length: side === temporal ? random.uniform(0.55, 0.75) : random.uniform(0.3, 0.45),
        bend: towards * curve * random.uniform(0.75, 1.15),
      });
    }
  }
  for (const branch of branches) branches.push(...growBranch(random, size, coverage, branch, settings));
  return coverage;
}

/** Draws a branch and returns those that fork off it. */
function growBranch(
  random: RandomStream,
  size: number,
  coverage: Float64Array,
  branch: Branch,
  { macula, field, tortuosity }: VesselSettings,
): Branch[] {
  const forks: Branch[] = [];
  let { x, y, direction, radius } = branch;
  let side = random.bits() % 2 === 0 ? -1 : 1;
  let untilFork = random.uniform(0.08, 0.16);
  // Left and right by turns, so that winding vessels keep their course.
  let [wiggle, wiggleSide, untilWiggle] = [0, side, random.uniform(0, 0.03)];
  for (let travelled = 0; travelled < branch.length && radius > THINNEST; travelled += STEP) {
    if (length(x - 0.5, y - 0.5) > field || length(x - macula.x, y - macula.y) < AVASCULAR) break;
    // Below about half a pixel a vessel would fall apart into dots.
    stamp(coverage, size, x, y, Math.max(radius, 0.55 / size));
    if (untilWiggle <= 0) {
      wiggleSide = -wiggleSide;
      wiggle = wiggleSide * random.uniform(0.4, 1) * (0.02 + 0.2 * tortuosity);
      untilWiggle = random.uniform(0.02, 0.05);
    }
    direction = turn(direction, branch.bend + wiggle);
    x += direction[0] * STEP;
    y += direction[1] * STEP;
    radius *= 0.996;
    untilWiggle -= STEP;
    untilFork -= STEP;
    if (untilFork > 0) continue;
    const width = radius * random.uniform(0.55, 0.8);
    const angle = side * random.uniform(0.5, 0.9);
    const bend = -side * random.uniform(0, 0.008);
    forks.push({
      x,
      y,
      direction: turn(direction, angle),
      radius: width,
      length: random.uniform(15, 35) * width,
      bend,
    });
    side = -side;
    untilFork = random.uniform(0.07, 0.15);
  }
  return forks;
}

/** Covers the pixels below a disc, their border by how much of them lies inside. */
function stamp(coverage: Float64Array, size: number, x: number, y: number, radius: number): void {
  const [middleX, middleY, reach] = [x * size - 0.5, y * size - 0.5, radius * size];
  const [top, bottom] = [
    Math.max(0, Math.floor(middleY - reach - 1)),
    Math.min(size - 1, Math.ceil(middleY + reach + 1)),
  ];
  const [left, right] = [
    Math.max(0, Math.floor(middleX - reach - 1)),
    Math.min(size - 1, Math.ceil(middleX + reach + 1)),
  ];
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const distance = length(column - middleX, row - middleY);
      const covered = Math.min(Math.max(reach + 0.5 - distance, 0), 1);
      const at = row * size + column;
      if (covered > coverage[at]!) coverage[at] = covered;
    }
  }
}
