import type { Places } from './paths';
import type { FoundDataset } from './scope';
import type { DatasetLayout, DatasetSource, SplitSettings, TaskKind } from './spec';
import type { LayoutName, LayoutSyntax, PhantomSyntax, SplitSyntax } from './syntax';

/** A dataset together with the layout keys that a task adds to it. */
export interface DatasetUse {
  /** null: no dataset is named; the keys start at the spec's folder. */
  readonly found: FoundDataset | null;
  readonly layout: LayoutSyntax;
  readonly phantom: PhantomSyntax | null;
  /** null: an official layout that this version has no reader for. */
  readonly layoutName: LayoutName | 'phantom' | null;
}

/** Keys of the task win over keys of the dataset. */
export function datasetUse(found: FoundDataset | null, own: LayoutSyntax | null): DatasetUse {
  const declared = found?.declared ?? null;
  const layout = merged(declared?.layout ?? null, own);
  const phantom = declared?.phantom ?? null;
  return { found, layout, phantom, layoutName: phantom ? 'phantom' : layoutName(layout, found) };
}

function merged(base: LayoutSyntax | null, own: LayoutSyntax | null): LayoutSyntax {
  return {
    layout: own?.layout ?? base?.layout ?? null,
    images: own?.images ?? base?.images ?? null,
    masks: own?.masks ?? base?.masks ?? null,
    labels: own?.labels ?? base?.labels ?? null,
    imageColumn: own?.imageColumn ?? base?.imageColumn ?? null,
    labelColumns: own?.labelColumns ?? base?.labelColumns ?? null,
    splitColumn: own?.splitColumn ?? base?.splitColumn ?? null,
    classes: own?.classes ?? base?.classes ?? null,
    split: own?.split ?? base?.split ?? null,
    keys: [...(base?.keys ?? []), ...(own?.keys ?? [])],
  };
}

function layoutName(layout: LayoutSyntax, found: FoundDataset | null): LayoutName | null {
  if (layout.layout) return layout.layout.value;
  if (layout.masks) return 'masks';
  if (layout.labels) return 'csv';
  if (layout.classes) return 'class-folders';
  return found?.catalog ? found.catalog.layout : 'class-folders';
}

/** What a network can learn from this dataset. */
export function kindOfDataset({ layoutName, phantom }: DatasetUse): TaskKind | null {
  if (layoutName === null) return null;
  const masks = layoutName === 'masks' || layoutName === 'drive' || phantom?.kind === 'fundus';
  return masks ? 'segmentation' : 'classification';
}

/** The name of a dataset that is described in a task itself and starts at the spec's folder. */
export const INLINE = '.';

/** null while keys that the layout needs are missing. */
export function datasetSource(use: DatasetUse, places: Places): DatasetSource | null {
  const layout = layoutOf(use);
  if (layout === null) return null;
  const { found } = use;
  const base = { name: found?.name ?? INLINE, split: splitOf(use.layout.split, layout) };
  if (layout.layout === 'phantom') return { ...base, root: '', ...layout };
  const root =
    found === null
      ? places.resolve(INLINE)
      : places.datasetFolder(found.declared?.name.value ?? found.name, found.declared?.root?.value ?? null);
  return { ...base, root, ...layout };
}

function layoutOf({ layout, phantom, layoutName }: DatasetUse): DatasetLayout | null {
  const { images, masks, labels, imageColumn, labelColumns, splitColumn, classes } = layout;
  switch (layoutName) {
    case 'phantom':
      return phantom && phantomLayout(phantom);
    case 'class-folders':
      return { layout: 'class-folders', classes: classes?.value ?? null };
    case 'masks':
      return images && masks && { layout: 'masks', images: images.value, masks: masks.value };
    case 'drive':
      return { layout: 'drive' };
    case 'csv':
      return (
        labels &&
        labelColumns && {
          layout: 'csv',
          labels: labels.value,
          images: images?.value ?? '.',
          imageColumn: imageColumn?.value ?? 'image',
          labelColumns: labelColumns.value,
          splitColumn: splitColumn?.value ?? null,
        }
      );
    case null:
      return null;
  }
}

function phantomLayout({ kind, images, size, seed }: PhantomSyntax): DatasetLayout {
  return { layout: 'phantom', phantom: kind, images: images ?? 240, size: size ?? 64, seed: seed ?? 1 };
}

/** The split as written; where none is, the shares that the schema names for layouts that cannot have parts of their own. */
function splitOf(split: SplitSyntax | null, layout: DatasetLayout): SplitSettings | null {
  const drawn = layout.layout === 'masks' || (layout.layout === 'csv' && layout.splitColumn === null);
  if (split === null && !drawn) return null;
  const { train, validation, test } = sharesOf(split);
  return { train, validation, test, groupBy: split?.groupBy?.value ?? null, seed: split?.seed ?? 1 };
}

export function sharesOf(split: SplitSyntax | null): Pick<SplitSettings, 'train' | 'validation' | 'test'> {
  return { train: split?.train ?? 0.7, validation: split?.validation ?? 0.1, test: split?.test ?? 0.2 };
}
