import type { RandomStream } from '../../random';
import { fractalNoise } from './noise';
import { length, randomDirection, smoothstep, squaredLength, wave } from './shapes';

/** The value in [0, 1] at (x, y), pixel `at`, of one drawing of a pattern. */
export type ValueAt = (x: number, y: number, at: number) => number;

export interface Pattern {
  readonly name: string;
  /** Index into COARSE_CLASSES. */
  readonly coarse: number;
  readonly pattern: (random: RandomStream, size: number) => ValueAt;
}

export const COARSE_CLASSES: readonly string[] = ['woven', 'cellular', 'flowing', 'objects'];

/** Two coordinates along a random direction and across it, `cells` to the side, warped a little so that no line is straight. */
function turned(random: RandomStream, size: number, low: number, high: number) {
  const [dx, dy] = randomDirection(random);
  const [cells, shiftX, shiftY] = [random.uniform(low, high), random.uniform(), random.uniform()];
  const warp = fractalNoise(random, size, 3, 2);
  return (x: number, y: number, at: number): [number, number] => [
    cells * (x * dx + y * dy) + shiftX + 0.25 * warp[at]!,
    cells * (y * dx - x * dy) + shiftY + 0.25 * warp[at]!,
  ];
}

function stripes(random: RandomStream, size: number): ValueAt {
  const across = turned(random, size, 4, 8);
  return (x, y, at) => wave(across(x, y, at)[0]);
}

function checks(random: RandomStream, size: number): ValueAt {
  const grid = turned(random, size, 2.5, 4.5);
  const sharp = (value: number) => smoothstep(0.35, 0.65, wave(value));
  return (x, y, at) => {
    const [u, v] = grid(x, y, at);
    const [a, b] = [sharp(u), sharp(v)];
    return a * (1 - b) + b * (1 - a);
  };
}

/** Threads go over and under one another. */
function basket(random: RandomStream, size: number): ValueAt {
  const grid = turned(random, size, 5, 8);
  return (x, y, at) => {
    const [u, v] = grid(x, y, at);
    const over = (Math.floor(u) + Math.floor(v)) % 2 === 0;
    return 0.15 + 0.85 * Math.sqrt(wave(over ? u : v)) * (0.6 + 0.4 * wave(over ? v : u));
  };
}

/** Squared distances, in cells, to the nearest and the second nearest of one point in each cell. */
function nearestPoints(random: RandomStream, size: number, low: number, high: number, jitter: number) {
  const grid = turned(random, size, low, high);
  const offsets = Float64Array.from({ length: 512 }, () => 0.5 + jitter * random.uniform(-0.5, 0.5));
  return (x: number, y: number, at: number): [number, number] => {
    const [u, v] = grid(x, y, at);
    let [first, second] = [Infinity, Infinity];
    for (let cellY = Math.floor(v) - 1; cellY <= v + 1; cellY++) {
      for (let cellX = Math.floor(u) - 1; cellX <= u + 1; cellX++) {
        const cell = ((cellX & 15) * 16 + (cellY & 15)) * 2;
        const distance = squaredLength(cellX + offsets[cell]! - u, cellY + offsets[cell + 1]! - v);
        if (distance < first) [first, second] = [distance, first];
        else if (distance < second) second = distance;
      }
    }
    return [first, second];
  };
}

function spots(random: RandomStream, size: number): ValueAt {
  const nearest = nearestPoints(random, size, 4, 7, 0.6);
  const radius = random.uniform(0.22, 0.36);
  return (x, y, at) => smoothstep(radius + 0.1, radius - 0.06, Math.sqrt(nearest(x, y, at)[0]));
}

function cobbles(random: RandomStream, size: number): ValueAt {
  const nearest = nearestPoints(random, size, 4, 7, 0.9);
  return (x, y, at) => {
    const [first, second] = nearest(x, y, at);
    return smoothstep(0.02, 0.3, Math.sqrt(second) - Math.sqrt(first));
  };
}

/** Rows of overlapping half discs, every other row shifted. */
function scales(random: RandomStream, size: number): ValueAt {
  const grid = turned(random, size, 4, 6.5);
  return (x, y, at) => {
    const [u, v] = grid(x, y, at);
    const row = Math.floor(v);
    const shifted = u + (row % 2 === 0 ? 0 : 0.5);
    const [dx, dy] = [shifted - Math.floor(shifted) - 0.5, v - row];
    const distance = length(dx, dy);
    const edge = Math.abs(distance - 0.52);
    return (distance < 0.52 ? 0.9 - 0.5 * distance : 0.35 + 0.25 * dy) * smoothstep(0, 0.1, edge);
  };
}

function clouds(random: RandomStream, size: number): ValueAt {
  const field = fractalNoise(random, size, 3, 4);
  return (_x, _y, at) => smoothstep(-0.45, 0.45, field[at]!);
}

function marble(random: RandomStream, size: number): ValueAt {
  const across = turned(random, size, 1.5, 3);
  const veins = fractalNoise(random, size, 3, 4);
  return (x, y, at) => Math.sqrt(Math.abs(2 * wave(across(x, y, at)[0] + 1.6 * veins[at]!) - 1));
}

function wood(random: RandomStream, size: number): ValueAt {
  const [middleX, middleY, rings] = [random.uniform(-0.2, 1.2), random.uniform(-0.2, 1.2), random.uniform(7, 13)];
  const warp = fractalNoise(random, size, 2, 2);
  const grain = fractalNoise(random, size, 16, 1);
  return (x, y, at) => {
    const distance = length(x - middleX, 0.5 * (y - middleY));
    const ring = distance * rings + 0.7 * warp[at]!;
    return 0.15 + 0.7 * (ring - Math.floor(ring)) + 0.12 * grain[at]!;
  };
}

/** Five shapes of random size and place over soft clouds; `inside` is below 0 within the unit shape. */
function shapes(inside: (u: number, v: number) => number) {
  return (random: RandomStream, size: number): ValueAt => {
    const ground = fractalNoise(random, size, 3, 2);
    const placed = Array.from({ length: 5 }, () => ({
      x: random.uniform(0.12, 0.88),
      y: random.uniform(0.12, 0.88),
      radius: random.uniform(0.1, 0.2),
      direction: randomDirection(random),
      value: random.uniform(0.7, 1),
    }));
    return (x, y, at) => {
      let value = 0.2 + 0.2 * ground[at]!;
      for (const {
        x: middleX,
        y: middleY,
        radius,
        direction: [dx, dy],
        value: own,
      } of placed) {
        const [u, v] = [(x - middleX) / radius, (y - middleY) / radius];
        const share = smoothstep(0.08, -0.08, inside(u * dx + v * dy, v * dx - u * dy));
        value += (own - value) * share;
      }
      return value;
    };
  };
}

const disc = (u: number, v: number) => length(u, v) - 1;
const square = (u: number, v: number) => Math.max(Math.abs(u), Math.abs(v)) - 0.85;
const triangle = (u: number, v: number) => Math.max(-v - 0.55, 0.866 * Math.abs(u) + 0.5 * v - 0.6);

export const PATTERNS: readonly Pattern[] = [
  { name: 'stripes', coarse: 0, pattern: stripes },
  { name: 'checks', coarse: 0, pattern: checks },
  { name: 'basket', coarse: 0, pattern: basket },
  { name: 'spots', coarse: 1, pattern: spots },
  { name: 'cobbles', coarse: 1, pattern: cobbles },
  { name: 'scales', coarse: 1, pattern: scales },
  { name: 'clouds', coarse: 2, pattern: clouds },
  { name: 'marble', coarse: 2, pattern: marble },
  { name: 'wood', coarse: 2, pattern: wood },
  { name: 'discs', coarse: 3, pattern: shapes(disc) },
  { name: 'squares', coarse: 3, pattern: shapes(square) },
  { name: 'triangles', coarse: 3, pattern: shapes(triangle) },
];
