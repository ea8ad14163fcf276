import { dirname, resolve } from 'node:path';
import type { DatasetIdentity } from './cell';
import { INLINE } from './dataset-layout';
import { isOfficial } from './layout-kinds';
import type { DatasetSource } from './spec';

/** What a dataset is, wherever it lies. A phantom is what is drawn, whatever the spec calls it. */
export function datasetIdentity({ root: _, ...dataset }: DatasetSource): DatasetIdentity {
  return dataset.layout === 'phantom' ? { ...dataset, name: dataset.phantom } : dataset;
}

/** Whether two uses read the same images, however they split them, and whatever the spec calls an official download or a folder. */
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
  if (a.name === b.name && a.name !== INLINE) return true;
  return sharesImages(a, b) && !haveOtherTables(a, b);
}

/** Whether the images of two datasets lie in one folder, where different tables may name different ones of them. */
export function sharesImages(a: DatasetSource, b: DatasetSource): boolean {
  const [one, other] = [imagesOf(a), imagesOf(b)];
  if (one === null || other === null || one.folder !== other.folder) return false;
  return one.pattern === null || other.pattern === null || one.pattern === other.pattern;
}

function haveOtherTables(a: DatasetSource, b: DatasetSource): boolean {
  return a.layout === 'csv' && b.layout === 'csv' && resolve(a.root, a.labels) !== resolve(b.root, b.labels);
}

/** The folder, and which of its images; null: all. Phantoms have none. */
function imagesOf(dataset: DatasetSource): { readonly folder: string; readonly pattern: string | null } | null {
  const { root, layout } = dataset;
  if (layout === 'phantom') return null;
  if (layout === 'class-folders') return { folder: resolve(root), pattern: dataset.images ?? null };
  if (layout !== 'csv' && layout !== 'masks') return { folder: resolve(root), pattern: null };
  const path = resolve(root, dataset.images);
  const star = path.indexOf('*');
  if (star === -1) return { folder: path, pattern: null };
  const folder = dirname(`${path.slice(0, star)}x`);
  return { folder, pattern: path.slice(folder.length) };
}
