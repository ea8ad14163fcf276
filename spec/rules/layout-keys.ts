import { type DatasetUse, datasetUse } from '../dataset-layout';
import type { Diagnostic, Range } from '../diagnostic';
import { problem } from '../problem';
import { schema } from '../schema';
import type { LayoutName, LayoutSyntax } from '../syntax';
import type { Rule } from './rule';

type Needed = 'images' | 'masks' | 'labels' | 'label-columns';

const NEEDED: { readonly [Name in LayoutName]?: readonly Needed[] } = {
  masks: ['images', 'masks'],
  csv: ['labels', 'label-columns'],
};

const GIVEN: { readonly [Key in Needed]: (layout: LayoutSyntax) => unknown } = {
  images: (layout) => layout.images,
  masks: (layout) => layout.masks,
  labels: (layout) => layout.labels,
  'label-columns': (layout) => layout.labelColumns,
};

/** What the star of a pattern stands for, where paths are patterns. */
const PATTERNS: { readonly [Name in LayoutName | 'phantom']?: string } = {
  masks: 'for the part of the name that images and masks share: `images/*.png`',
  'class-folders': 'for what the names of the images in a class folder differ in: `*_front.png`',
};

/** The keys of a dataset fit its layout: none is missing, none belongs to another, and patterns have their star. */
export const layoutKeys: Rule = ({ scope, tasks }) => {
  const own = tasks.flatMap(({ use, syntax }) =>
    use ? [...missing(use, syntax.name.range), ...foreign(use, syntax.layout), ...patterns(use)] : [],
  );
  const declared = scope.syntax.data.flatMap((dataset) => {
    const found = scope.dataset(dataset.name.value);
    // A phantom's `images` is a number; the walk over the schema knows its keys.
    return found && dataset.phantom === null ? foreign(datasetUse(found, null), dataset.layout) : [];
  });
  const pretrained = scope.syntax.initializations.flatMap(({ pretrain }) => {
    const found = pretrain?.on && scope.dataset(pretrain.on.value);
    return found ? missing(datasetUse(found, null), pretrain!.on!.range) : [];
  });
  return [...own, ...declared, ...pretrained];
};

function missing({ layoutName, layout }: DatasetUse, range: Range): Diagnostic[] {
  if (layoutName === 'phantom') return [];
  return (NEEDED[layoutName] ?? [])
    .filter((key) => GIVEN[key](layout) === null)
    .map((key) => {
      const description = schema.$defs?.[key]?.description ?? '';
      return problem(
        'missing-key',
        `The layout \`${layoutName}\` needs the key \`${key}\`. ${description}`.trim(),
        range,
      );
    });
}

function foreign({ layoutName }: DatasetUse, { keys }: LayoutSyntax): Diagnostic[] {
  return keys.flatMap(({ value: key, range }) => {
    const layouts = schema.$defs?.[key]?.['x-layouts'];
    if (layouts === undefined || layouts.includes(layoutName)) return [];
    const homes = layouts.map((home) => `\`${home}\``).join(', ');
    const message = `\`${key}\` belongs to the layout ${homes}, but this is \`${layoutName}\`. Take it out, or change \`layout\`.`;
    return [problem('not-allowed', message, range)];
  });
}

/** A dataset's own patterns are looked at where a task uses them, so twice where two do; equal diagnostics are given once. */
function patterns({ layoutName, layout }: DatasetUse): Diagnostic[] {
  const what = PATTERNS[layoutName];
  if (what === undefined) return [];
  const written = [layout.images, ...(layout.masks ?? [])].filter((pattern) => pattern !== null);
  return written.flatMap(({ value, range }) =>
    value.split('*').length === 2
      ? []
      : [problem('not-allowed', `The pattern needs exactly one \`*\`, ${what}.`, range)],
  );
}
