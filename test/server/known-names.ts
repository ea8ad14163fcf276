/** Stands in for the catalog, so that tests do not change when it grows. */
import type { CatalogNames } from '../../server/names';

export const CATALOG: CatalogNames = {
  task: [
    { name: 'TXC', aliases: [], detail: 'tuberculosis detection', documentation: 'Shenzhen, scored by AUC.' },
    { name: 'VFS', aliases: [], detail: 'blood vessel segmentation' },
  ],
  initialization: [
    { name: 'random', aliases: [], detail: 'no pre-training' },
    { name: 'imagenet', aliases: [], detail: 'supervised ImageNet' },
  ],
  dataset: [{ name: 'chestxray14', aliases: ['ChestX-ray14'], detail: 'NIH ChestX-ray14' }],
  protocol: [{ name: 'quick', aliases: [], detail: 'small', documentation: 'For laptops.' }],
};
