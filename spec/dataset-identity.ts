import type { DatasetIdentity } from './cell';
import { INLINE } from './dataset-layout';
import { isOfficial } from './layout-kinds';
import type { DatasetSource } from './spec';

/** What a dataset is, wherever it lies. A phantom is what is drawn, whatever the spec calls it. */
export function datasetIdentity({ root: _, ...dataset }: DatasetSource): DatasetIdentity {
  return dataset.layout === 'phantom' ? { ...dataset, name: dataset.phantom } : dataset;
}

/** Whether two uses read the same images, however they split them, and whatever the spec calls an official download. */
export function isSameDataset(a: DatasetSource, b: DatasetSource): boolean {
  if (a.layout === 'phantom' || b.layout === 'phantom') {
    return (
      a.layout === 'phantom' &&
      b.layout === 'phantom' &&
      a.phantom === b.phantom &&
      a.seed === b.seed &&
      a.size === b.size
    );
  }
  if (a.layout === b.layout && isOfficial(a.layout)) return true;
  return a.name !== INLINE && b.name !== INLINE ? a.name === b.name : a.root === b.root && imagesOf(a) === imagesOf(b);
}

function imagesOf(dataset: DatasetSource): unknown {
  return dataset.layout === 'csv' || dataset.layout === 'masks' ? dataset.images : null;
}
