import { RandomStream } from '../../random';
import type { PhantomDrawing } from './drawing';
import { smoothNoise } from './noise';
import { COARSE_CLASSES, PATTERNS } from './patterns';
import { mix, toByte } from './shapes';

/** Twelve fine classes in four coarse ones. Colours, sizes and directions say nothing of the class; the pattern alone does. */
export const texturesPhantom: PhantomDrawing = {
  columns: ['coarse', 'fine'],
  labelColumns: ['fine'],
  groupBy: null,
  draw(seed, index, size) {
    const random = new RandomStream(seed, 'textures', index);
    const { name, coarse, pattern } = PATTERNS[index % PATTERNS.length]!;
    const valueAt = pattern(random, size);
    const [dark, bright] = drawColours(random);
    const shade = smoothNoise(random, size, 2);
    const pixels = new Uint8Array(size * size * 3);
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) {
        const at = row * size + column;
        const value = Math.min(Math.max(valueAt((column + 0.5) / size, (row + 0.5) / size, at), 0), 1);
        const light = 1 + 0.22 * shade[at]! + 0.12 * (random.bits() / 2 ** 32 - 0.5);
        for (let channel = 0; channel < 3; channel++) {
          pixels[3 * at + channel] = toByte(mix(dark[channel]!, bright[channel]!, value) * light);
        }
      }
    }
    return { pixels, mask: null, cells: [COARSE_CLASSES[coarse]!, name] };
  },
};

/** Two colours far enough apart in lightness to be told apart. */
function drawColours(random: RandomStream): [number[], number[]] {
  const dark = [0, 1, 2].map(() => random.uniform(0.05, 0.45));
  const bright = dark.map((channel) => Math.min(1, channel + random.uniform(0.2, 0.6)));
  return random.bits() % 2 === 0 ? [dark, bright] : [bright, dark];
}
