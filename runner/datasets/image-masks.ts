import { extname, relative, sep } from 'node:path';
import type { DatasetLayout } from '../../spec/spec';
import type { ProblemList } from './data-error';
import type { Findings, FoundExample } from './findings';
import { groupByName } from './grouping';
import { isImageFile, resolveWritten } from './image-files';
import type { MaskSource } from './mask-source';
import { matchPattern } from './match-pattern';

type MaskLayout = Extract<DatasetLayout, { layout: 'masks' }>;

const NOTHING: Findings = { classes: ['foreground'], exclusive: false, examples: [] };

/**
 * Images and masks matched by the part of the path that `*` stands for; of several patterns for masks, each must have one for every image.
 * Masks without an image are passed over, and what is a mask is no image, so that both may lie in one folder.
 */
export async function readImageMasks(
  layout: MaskLayout,
  groupBy: string | null,
  root: string,
  problems: ProblemList,
): Promise<Findings> {
  const groupOf = groupByName(groupBy, root, problems);
  const images = await filesByName('images', resolveWritten(root, layout.images), problems);
  const masks: { pattern: string; files: ReadonlyMap<string, string> }[] = [];
  for (const written of [layout.masks].flat()) {
    const pattern = resolveWritten(root, written);
    const files = await filesByName('masks', pattern, problems);
    if (files !== null) masks.push({ pattern, files });
  }
  if (images === null || masks.length < [layout.masks].flat().length) return NOTHING;

  const isMask = new Set(masks.flatMap(({ files }) => [...files.values()]));
  const examples = [...images].flatMap(([name, image]): FoundExample[] => {
    if (isMask.has(image)) return [];
    const missing = masks.filter(({ files }) => !files.has(name));
    for (const { pattern } of missing) {
      const message = `${image}: it has no mask; ${pattern.replace('*', name)} is not there. Add it, or take the image away.`;
      problems.addToExample('mask', image, message);
    }
    if (missing.length > 0) return [];
    const id = relative(root, image).split(sep).join('/');
    const group = groupOf(image, id);
    if (group === null) return [];
    return [{ id, image, labels: [], mask: maskOf(masks.map(({ files }) => files.get(name)!)), group, part: null }];
  });
  if ([...images.values()].every((image) => isMask.has(image)))
    problems.add(
      'layout',
      root,
      `${root}: every file that \`images\` matches is a mask, too; give the images a pattern of their own.`,
    );
  return { ...NOTHING, examples };
}

/** Files by what the star of their pattern stands for. Where it stands for the ending, too, that is no part of the name. null: reported */
async function filesByName(
  key: string,
  pattern: string,
  problems: ProblemList,
): Promise<ReadonlyMap<string, string> | null> {
  const matched = await matchPattern(key, pattern, problems);
  if (matched === null || !pattern.endsWith('*')) return matched;
  const found = new Map<string, string>();
  for (const [star, file] of matched) {
    const name = isImageFile(star) ? star.slice(0, -extname(star).length) : star;
    const other = found.get(name);
    if (other === undefined) found.set(name, file);
    else
      problems.add(
        'layout',
        file,
        `${file}: \`${key}\` matches ${other}, too, and only one of them can be "${name}"; write the ending into the pattern.`,
      );
  }
  return found;
}

function maskOf(files: readonly string[]): MaskSource {
  const [file, ...more] = files;
  return file !== undefined && more.length === 0 ? { kind: 'file', file } : { kind: 'union', files };
}
