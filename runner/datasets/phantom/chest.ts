import type { RandomStream } from '../../random';
import { fractalNoise } from './noise';
import { bump, mix, smoothstep, squaredLength, toByte, wave } from './shapes';

/** Findings a chest may have, and how marked each is in [0, 1]; absent: not there. */
export interface ChestFindings {
  readonly nodule?: number;
  readonly effusion?: number;
  readonly cardiomegaly?: number;
  readonly consolidation?: number;
}

const SOFT_TISSUE = 0.6;
const LUNG = 0.2;

/**
 * A frontal chest X-ray of [size, size] grey bytes: torso, two lungs, mediastinum, heart, diaphragm, clavicles and ribs, of a body, pose
 * and exposure drawn from `random`. X runs from the midline, positive towards the patient's left (the right of the image); Y runs down
 * from the middle of the image.
 */
export function drawChest(random: RandomStream, size: number, findings: ChestFindings): Uint8Array {
  const body = drawBody(random, findings);
  const patches = fractalNoise(random, size, 5, 3);
  const vessels = fractalNoise(random, size, 9, 3);
  const pixels = new Uint8Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const at = row * size + column;
      const x = ((column + 0.5) / size - 0.5 - body.shiftX) / body.scale;
      const y = ((row + 0.5) / size - 0.5 - body.shiftY) / body.scale;
      const tissue = anatomy(x + body.tilt * y, y, body, patches[at]!, vessels[at]!);
      // Quantum noise: the sum of four bytes is close to normal; more of it where little light comes through.
      const word = random.bits();
      const sum = (word & 255) + ((word >>> 8) & 255) + ((word >>> 16) & 255) + (word >>> 24);
      const grain = (sum / 510 - 1) * 0.06 * (0.6 + tissue);
      pixels[at] = toByte(body.brightness + body.contrast * (tissue + 0.05 * patches[at]! - 0.4) + grain);
    }
  }
  return pixels;
}

type Body = ReturnType<typeof drawBody>;

function drawBody(random: RandomStream, findings: ChestFindings) {
  const side = random.bits() % 2 === 0 ? -1 : 1;
  return {
    shiftX: random.uniform(-0.03, 0.03),
    shiftY: random.uniform(-0.03, 0.03),
    scale: random.uniform(0.95, 1.08),
    tilt: random.uniform(-0.06, 0.06),
    brightness: random.uniform(0.38, 0.48),
    contrast: random.uniform(0.85, 1.1),
    chestWidth: random.uniform(0.36, 0.4),
    /** Y of the right dome of the diaphragm. */
    diaphragm: random.uniform(0.2, 0.28),
    ribShift: random.uniform(0, 1),
    ribStrength: random.uniform(0.08, 0.14),
    heartWidth: random.uniform(0.12, 0.145) * (1 + 0.55 * (findings.cardiomegaly ?? 0)),
    clavicleY: random.uniform(-0.36, -0.33),
    nodule: { ...place(random, 0.7), radius: random.uniform(0.075, 0.11), strength: (findings.nodule ?? 0) * 0.5 },
    /** Vessels seen end on, in healthy lungs too: smaller and fainter than nodules. */
    dots: Array.from({ length: 3 }, () => ({
      ...place(random, 0.6),
      radius: random.uniform(0.012, 0.022),
      strength: random.uniform(0.05, 0.14),
    })),
    effusion: { side, height: findings.effusion === undefined ? 0 : 0.04 + 0.2 * findings.effusion },
    consolidation: { ...place(random, 0.6), radius: random.uniform(0.1, 0.17), strength: findings.consolidation ?? 0 },
  };
}

/** A place within the lungs, its height at most `reach` of the way to the diaphragm. */
function place(random: RandomStream, reach: number): { x: number; y: number } {
  const side = random.bits() % 2 === 0 ? -1 : 1;
  return { x: side * random.uniform(0.13, 0.27), y: -0.26 + random.uniform(0, reach) * 0.5 };
}

/** How much is absorbed on the way to one point: 0 air, 1 bone. */
function anatomy(x: number, y: number, body: Body, patch: number, vessel: number): number {
  const distance = Math.abs(x);
  const lung = lungAt(x, y, body);
  const torsoEdge = mix(0.13, 0.49, smoothstep(-0.5, -0.28, y));
  const torso = smoothstep(torsoEdge + 0.015, torsoEdge - 0.03, distance);

  // Soft tissue thickens towards the middle; below the diaphragm lie liver and stomach.
  let value = torso * (SOFT_TISSUE + 0.1 * smoothstep(0.45, 0, distance) + 0.08 * smoothstep(0.1, 0.4, y));
  value = mix(value, LUNG + 0.12 * smoothstep(0.3, -0.3, y) * smoothstep(0.1, 0.35, distance), lung);

  // Vessels fan out from the hila.
  const hilum = bump(squaredLength((distance - 0.1) / 0.2, (y - 0.01) / 0.28));
  value +=
    lung *
    (0.12 * hilum * smoothstep(-0.1, 0.35, vessel) +
      0.12 * bump(squaredLength((distance - 0.085) / 0.05, (y - 0.01) / 0.09)));

  value += lung * opacities(x, y, body, patch);

  // Bones: ribs seen through the lungs and the chest wall, clavicles, spine.
  const cage = smoothstep(body.chestWidth + 0.04, body.chestWidth, distance) * smoothstep(0.05, 0.09, distance);
  const posterior = y * 10.5 - 3.2 * distance * distance * 4 + body.ribShift + 1.5 * distance;
  const anterior = y * 9 + 5.5 * distance + body.ribShift;
  const upper = smoothstep(0.32, 0.2, y) * smoothstep(-0.44, -0.36, y);
  value +=
    cage *
    upper *
    body.ribStrength *
    (sharp(wave(posterior)) + 0.45 * sharp(wave(anterior)) * smoothstep(0.12, 0.3, distance));
  const clavicle = (y - body.clavicleY + 0.16 * (distance - 0.05) - 0.22 * squaredLength(distance - 0.2, 0)) / 0.022;
  value += 0.16 * bump(clavicle * clavicle) * smoothstep(0.02, 0.06, distance) * smoothstep(0.42, 0.36, distance);
  const spine = smoothstep(0.075, 0.02, distance);
  value += spine * (0.03 + 0.06 * wave(y * 13) * smoothstep(0.05, 0.03, distance));
  value -= 0.14 * smoothstep(0.028, 0.012, Math.abs(x - 0.004)) * smoothstep(-0.1, -0.18, y);
  return value;
}

/** 1 within the aerated lungs, 0 outside. */
function lungAt(x: number, y: number, body: Body): number {
  const distance = Math.abs(x);
  const down = Math.min(Math.max((y + 0.4) / 0.7, 0), 1);
  const lateral = body.chestWidth * (1 - (1 - down) * (1 - down) * (1 - down) * 0.75);
  const aorticKnob = x > 0 ? 0.035 * bump(squaredLength((y + 0.17) / 0.08, 0)) : 0;
  const medial = 0.045 + aorticKnob + 0.03 * smoothstep(-0.1, 0.3, y);
  const dome = body.diaphragm + (x > 0 ? 0.025 : 0) + 1.9 * squaredLength(distance - 0.17, 0);
  const heartX = (x - 0.05) / body.heartWidth;
  const heartY = (y - 0.14 - 0.25 * (x - 0.05)) / 0.17;
  const heart = smoothstep(1.12, 0.9, Math.sqrt(heartX * heartX + heartY * heartY));
  const outline =
    smoothstep(lateral, lateral - 0.03, distance) *
    smoothstep(medial, medial + 0.025, distance) *
    smoothstep(-0.4, -0.36, y) *
    smoothstep(dome + 0.005, dome - 0.02, y);
  return outline * (1 - heart);
}

/** What fills air: nodules, vessels end on, fluid with its meniscus, patchy consolidation. */
function opacities(x: number, y: number, body: Body, patch: number): number {
  let value = 0;
  for (const { x: middleX, y: middleY, radius, strength } of [body.nodule, ...body.dots]) {
    value += strength * bump(squaredLength(x - middleX, y - middleY) / (radius * radius * 1.6));
  }
  const { side, height } = body.effusion;
  if (height > 0 && x * side > 0) {
    const level = body.diaphragm + 0.06 - height - 0.9 * height * smoothstep(0.2, body.chestWidth, Math.abs(x));
    value += 0.42 * smoothstep(level - 0.02, level + 0.05, y);
  }
  const { x: middleX, y: middleY, radius, strength } = body.consolidation;
  const inside = bump(squaredLength(x - middleX, y - middleY) / (radius * radius * 1.7));
  return value + strength * 0.5 * inside * (0.65 + 0.7 * patch);
}

/** The crest of a wave. */
function sharp(value: number): number {
  return value * value;
}
