import { kindOfLayout } from './layout-kinds';
import type { Places } from './paths';
import type { FoundDataset } from './scope';
import type { DatasetLayout, DatasetOptions, DatasetSource, SplitSettings, TaskKind, Window } from './spec';
import type { LayoutName, LayoutSyntax, PhantomSyntax, SplitSyntax } from './syntax';

/** A dataset together with the layout keys that a task adds to it. */
export interface DatasetUse {
  /** null: no dataset is named; the keys start at the spec's folder. */
  readonly found: FoundDataset | null;
  readonly layout: LayoutSyntax;
  readonly phantom: PhantomSyntax | null;
  readonly layoutName: LayoutName | 'phantom';
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
    uncertain: own?.uncertain ?? base?.uncertain ?? null,
    window: own?.window ?? base?.window ?? null,
    onProblem: own?.onProblem ?? base?.onProblem ?? null,
    split: own?.split ?? base?.split ?? null,
    keys: [...(base?.keys ?? []), ...(own?.keys ?? [])],
  };
}

function layoutName(layout: LayoutSyntax, found: FoundDataset | null): LayoutName {
  if (layout.layout) return layout.layout.value;
  if (layout.masks) return 'masks';
  if (layout.labels) return 'csv';
  if (layout.classes) return 'class-folders';
  return found?.catalog?.name ?? 'class-folders';
}

/** What a network can learn from this dataset. */
export function kindOfDataset({ layoutName, phantom }: DatasetUse): TaskKind {
  if (layoutName === 'phantom') return phantom?.kind === 'fundus' ? 'segmentation' : 'classification';
  return kindOfLayout(layoutName);
}

/** The name of a dataset that is described in a task itself and starts at the spec's folder. */
export const INLINE = '.';

/** null while keys that the layout needs are missing. */
export function datasetSource(use: DatasetUse, places: Places): DatasetSource | null {
  const layout = layoutOf(use);
  if (layout === null) return null;
  const { found } = use;
  const base = { name: found?.name ?? INLINE, split: splitOf(use.layout.split, layout), ...optionsOf(use) };
  if (layout.layout === 'phantom') return { ...base, root: '', ...layout };
  const root =
    found === null
      ? places.resolve(INLINE)
      : places.datasetFolder(found.declared?.name.value ?? found.name, found.declared?.root?.value ?? null);
  return { ...base, root, ...layout };
}

function layoutOf({ layout, phantom, layoutName }: DatasetUse): DatasetLayout | null {
  const { images, masks, labels, imageColumn, labelColumns, splitColumn, classes, uncertain } = layout;
  switch (layoutName) {
    case 'phantom':
      return phantom && phantomLayout(phantom);
    case 'class-folders':
      return { layout: 'class-folders', classes: classes?.value ?? null, ...(images && { images: images.value }) };
    case 'masks':
      return (
        images && masks && { layout: 'masks', images: images.value, masks: oneOrMore(masks.map(({ value }) => value)) }
      );
    case 'chexpert':
      return { layout: 'chexpert', uncertain: uncertain?.value ?? 'lsr-ones' };
    case 'chestxray14':
    case 'shenzhen':
    case 'rsna-pe':
    case 'siim-acr':
    case 'montgomery':
    case 'drive':
      return { layout: layoutName };
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
          ...(classes && { classes: classes.value }),
        }
      );
  }
}

/** A list of one says what the one alone says, and so is the same data. */
function oneOrMore(patterns: readonly string[]): string | readonly string[] {
  const [first, ...more] = patterns;
  return first !== undefined && more.length === 0 ? first : patterns;
}

function phantomLayout({ kind, images, size, seed }: PhantomSyntax): DatasetLayout {
  return { layout: 'phantom', phantom: kind, images: images ?? 240, size: size ?? 64, seed: seed ?? 1 };
}

/** The split as written; where none is, the shares that the schema names for layouts that cannot have parts of their own. */
function splitOf(split: SplitSyntax | null, layout: DatasetLayout): SplitSettings | null {
  const hasColumn = layout.layout === 'csv' && layout.splitColumn !== null;
  const needed = layout.layout === 'masks' || (layout.layout === 'csv' && !hasColumn);
  if (split === null && !needed) return null;
  const { train, validation, test } = sharesOf(split);
  const drawn = { train, validation, test, groupBy: split?.groupBy?.value ?? null, seed: split?.seed ?? 1 };
  if (split?.lists) return { ...drawn, lists: split.lists.value };
  return hasColumn || split?.parts?.value === 'given' ? { ...drawn, given: true } : drawn;
}

/** Windows of official layouts whose values fill a part of their range only. */
const USUAL_WINDOWS: Partial<Record<DatasetLayout['layout'], Window>> = {
  // Center and width that radiologists read pulmonary embolism at; the paper does not name its own.
  'rsna-pe': { center: 100, width: 700 },
  // Twelve bits in sixteen: 0 to 4095.
  montgomery: { center: 2048, width: 4096 },
};

function optionsOf({ layout, layoutName }: DatasetUse): DatasetOptions {
  const window = layout.window?.value ?? (layoutName && USUAL_WINDOWS[layoutName]);
  return { ...(window && { window }), ...(layout.onProblem?.value === 'leave-out' && { onProblem: 'leave-out' }) };
}

export function sharesOf(split: SplitSyntax | null): Pick<SplitSettings, 'train' | 'validation' | 'test'> {
  return { train: split?.train ?? 0.7, validation: split?.validation ?? 0.1, test: split?.test ?? 0.2 };
}
