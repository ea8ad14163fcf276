import type { RandomStream } from '../../random';
import { fractalNoise } from './noise';
import { bump, type Direction, length, mix, randomDirection, smoothstep, squaredLength, toByte } from './shapes';
import { drawVessels } from './vessels';

/** Findings a retina may have, and how marked each is in [0, 1]; absent: not there. */
export interface RetinaFindings {
  readonly exudates?: number;
  readonly haemorrhages?: number;
  readonly tortuosity?: number;
}

export interface Retina {
  /** [size, size, 3] */
  readonly pixels: Uint8Array;
  /** [size, size], 255 where a vessel covers at least half of the pixel. */
  readonly vessels: Uint8Array;
}

/** Radius of the field of view, a share of the side. */
const FIELD = 0.47;

/**
 * A fundus photograph: a round field of view with optic disc, macula and two arcades of branching vessels, of a pose and a pigmentation
 * drawn from `random`.
 */
export function drawRetina(random: RandomStream, size: number, findings: RetinaFindings): Retina {
  const discSide = random.bits() % 2 === 0 ? -1 : 1;
  const disc = {
    x: 0.5 + discSide * random.uniform(0.22, 0.28),
    y: random.uniform(0.46, 0.54),
    radius: random.uniform(0.055, 0.07),
  };
  const macula = { x: disc.x - discSide * random.uniform(0.3, 0.34), y: disc.y + random.uniform(-0.01, 0.04) };
  const coverage = drawVessels(random, size, { disc, macula, field: FIELD, tortuosity: findings.tortuosity ?? 0 });
  const pigment = fractalNoise(random, size, 4, 4);
  const spots = [
    ...drawSpots(random, findings.exudates, [0.3, 0.24, 0.08], 0.008, 0.02),
    ...drawSpots(random, findings.haemorrhages, [-0.3, -0.16, -0.06], 0.012, 0.03),
  ];
  const tone = { red: random.uniform(0.68, 0.86), green: random.uniform(0.3, 0.42), blue: random.uniform(0.1, 0.18) };
  const light: Direction = randomDirection(random);
  const shading = random.uniform(0.05, 0.25);

  const pixels = new Uint8Array(size * size * 3);
  const vessels = new Uint8Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const at = row * size + column;
      const [x, y] = [(column + 0.5) / size, (row + 0.5) / size];
      const fromMiddle = length(x - 0.5, y - 0.5);
      const view = smoothstep(FIELD + 0.5 / size, FIELD - 0.5 / size, fromMiddle);
      const fall =
        1 - 0.35 * squaredLength(fromMiddle / FIELD, 0) + shading * ((x - 0.5) * light[0] + (y - 0.5) * light[1]) * 2;
      const dark = bump(squaredLength(x - macula.x, y - macula.y) / 0.016);
      const discDistance = length(x - disc.x, (y - disc.y) * 0.92) / disc.radius;
      const bright = smoothstep(1.15, 0.85, discDistance);
      const vessel = coverage[at]! * (vesselContrast(fall) + 0.1 * bright);

      let red = (tone.red + 0.1 * pigment[at]!) * fall * (1 - 0.22 * dark);
      let green = (tone.green + 0.1 * pigment[at]!) * fall * (1 - 0.4 * dark);
      let blue = (tone.blue + 0.05 * pigment[at]!) * fall * (1 - 0.3 * dark);
      red = mix(red, 0.98, bright);
      green = mix(green, 0.8 + 0.1 * bump(discDistance * discDistance * 2), bright);
      blue = mix(blue, 0.48 + 0.2 * bump(discDistance * discDistance * 2), bright);
      for (const spot of spots) {
        const strength = smoothstep(1.3, 0.6, length(x - spot.x, y - spot.y) / spot.radius);
        red += spot.colour[0] * strength;
        green += spot.colour[1] * strength;
        blue += spot.colour[2] * strength;
      }
      red *= 1 - 0.45 * vessel;
      green *= 1 - 0.85 * vessel;
      blue *= 1 - 0.7 * vessel;
      const grain = random.bits(); // ten bits for each colour
      pixels[3 * at] = toByte(view * (red + 0.03 * ((grain & 1023) / 512 - 1)));
      pixels[3 * at + 1] = toByte(view * (green + 0.03 * (((grain >>> 10) & 1023) / 512 - 1)));
      pixels[3 * at + 2] = toByte(view * (blue + 0.03 * (((grain >>> 20) & 1023) / 512 - 1)));
      vessels[at] = coverage[at]! >= 0.5 && view >= 0.5 ? 255 : 0;
    }
  }
  return { pixels, vessels };
}

/** Vessels stand out less towards the dim border. */
function vesselContrast(light: number): number {
  return 0.35 + 0.3 * Math.min(Math.max(light, 0), 1);
}

type Colour = readonly [red: number, green: number, blue: number];

/** Clusters of spots: lipid deposits or bleedings. */
function drawSpots(
  random: RandomStream,
  strength: number | undefined,
  colour: Colour,
  smallest: number,
  largest: number,
) {
  if (strength === undefined) return [];
  const [middleX, middleY] = [random.uniform(0.35, 0.65), random.uniform(0.3, 0.7)];
  return Array.from({ length: 4 + Math.floor(10 * strength) }, () => ({
    x: middleX + random.uniform(-0.18, 0.18),
    y: middleY + random.uniform(-0.18, 0.18),
    radius: random.uniform(smallest, largest),
    colour: colour.map((channel) => channel * random.uniform(0.7, 1)) as unknown as Colour,
  }));
}
