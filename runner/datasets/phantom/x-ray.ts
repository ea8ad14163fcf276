import { RandomStream } from '../../random';
import { drawChest } from './chest';
import type { PhantomDrawing } from './drawing';

/** Chest X-rays with two findings, each in about four of ten images, from faint to plain. */
export const xRayPhantom: PhantomDrawing = {
  columns: ['nodule', 'effusion'],
  labelColumns: ['nodule', 'effusion'],
  groupBy: null,
  draw(seed, index, size) {
    const random = new RandomStream(seed, 'x-ray', index);
    const nodule = random.uniform() < 0.4;
    const effusion = random.uniform() < 0.4;
    const pixels = drawChest(random, size, {
      ...(nodule && { nodule: random.uniform(0.5, 1) }),
      ...(effusion && { effusion: random.uniform(0, 1) }),
    });
    return { pixels, mask: null, cells: [nodule, effusion].map((there) => (there ? '1' : '0')) };
  },
};
