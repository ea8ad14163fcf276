import { RandomStream } from '../../random';
import type { PhantomDrawing } from './drawing';
import { drawRetina } from './retina';

/** Fundus photographs with the mask of their vessels. */
export const fundusPhantom: PhantomDrawing = {
  columns: null,
  labelColumns: [],
  groupBy: null,
  draw(seed, index, size) {
    const random = new RandomStream(seed, 'fundus', index);
    const { pixels, vessels } = drawRetina(random, size, { tortuosity: random.uniform(0, 0.5) });
    return { pixels, mask: vessels, cells: [] };
  },
};
