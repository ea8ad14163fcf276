import type { TaskKind } from './spec';
import type { LayoutName } from './syntax';

/** What a network can learn from each layout. */
const LAYOUT_KINDS: Readonly<Record<LayoutName, TaskKind>> = {
  'class-folders': 'classification',
  csv: 'classification',
  masks: 'segmentation',
  chestxray14: 'classification',
  chexpert: 'classification',
  shenzhen: 'classification',
  'rsna-pe': 'classification',
  'siim-acr': 'segmentation',
  montgomery: 'segmentation',
  drive: 'segmentation',
};

export const LAYOUT_NAMES = Object.keys(LAYOUT_KINDS) as readonly LayoutName[];

/** Layouts of one's own data; of the others, the official downloads, the groups are known. */
const OWN: readonly LayoutName[] = ['class-folders', 'csv', 'masks'];

export function kindOfLayout(layout: LayoutName): TaskKind {
  return LAYOUT_KINDS[layout];
}

/** Whether data in this layout may come in parts: below folders of their names, by a column of the table, or by the download's own lists. */
export function mayHaveParts(layout: LayoutName): boolean {
  return ['class-folders', 'csv', 'chestxray14', 'chexpert', 'drive'].includes(layout);
}

export function isOfficial(layout: LayoutName): boolean {
  return !OWN.includes(layout);
}
