import { join, relative, sep } from 'node:path';
import type { DatasetLayout } from '../../spec/spec';
import type { ProblemList } from './data-error';
import type { Part } from './dataset';
import type { Findings, FoundExample } from './findings';
import { groupByName } from './grouping';
import { byCodeUnit, IMAGE_KINDS, listFolder } from './image-files';
import { matchPattern } from './match-pattern';
import { partNamed } from './part-names';

type ClassFolders = Extract<DatasetLayout, { layout: 'class-folders' }>;

/**
 * One folder per class, in the root or below folders named train, valid, test. Images lie in the class folders themselves, or where the
 * layout's pattern says below them. Two classes make one output, positive for the last; three and more make one output each.
 */
export async function readClassFolders(
  layout: ClassFolders,
  groupBy: string | null,
  root: string,
  problems: ProblemList,
): Promise<Findings> {
  const groupOf = groupByName(groupBy, root, problems);
  const top = await listFolder(root);
  if (top === null) {
    problems.add('missing', root, `${root}: there is no such folder; give the folder that holds one folder per class.`);
    return { classes: [], exclusive: true, examples: [] };
  }
  const partFolders = top.folders.filter((name) => partNamed(name) !== null);
  const homes: readonly (readonly [string, Part | null])[] =
    partFolders.length > 0 ? partFolders.map((name) => [name, partNamed(name)]) : [['', null]];

  const found: { readonly name: string; readonly file: string; readonly id: string; readonly part: Part | null }[] = [];
  const names = new Set(layout.classes ?? []);
  for (const [home, part] of homes) {
    const folder = join(root, home);
    for (const name of (await listFolder(folder))?.folders ?? []) {
      if (layout.classes !== null && !layout.classes.includes(name)) continue;
      names.add(name);
      for (const file of await imagesOf(join(folder, name), layout.images, problems))
        found.push({ name, file, id: relative(root, file).split(sep).join('/'), part });
    }
  }

  const ordered = layout.classes ?? [...names].sort(byCodeUnit);
  for (const name of ordered) {
    if (found.some((image) => image.name === name)) continue;
    if (layout.classes === null) continue; // its empty folder has been reported
    problems.add(
      'missing',
      root,
      `${root}: no images of class "${name}"; make its folder, or take it out of \`classes\`.`,
    );
  }
  if (ordered.length < 2) {
    problems.add('classes', root, tooFewClasses(root, ordered));
    return { classes: [], exclusive: true, examples: [] };
  }

  const classes = ordered.length === 2 ? [ordered[1]!] : ordered;
  const examples = found.flatMap(({ name, file, id, part }): FoundExample[] => {
    const labels = classes.map((one) => (one === name ? 1 : 0));
    const group = groupOf(file, id);
    return group === null ? [] : [{ id, image: file, labels, mask: null, group, part }];
  });
  return { classes, exclusive: true, examples };
}

/** Images of a class; that there are none is reported. */
async function imagesOf(
  folder: string,
  pattern: string | undefined,
  problems: ProblemList,
): Promise<readonly string[]> {
  if (pattern !== undefined)
    return [...((await matchPattern('images', join(folder, pattern), problems))?.values() ?? [])];
  const { images, others } = (await listFolder(folder))!;
  if (images.length === 0) problems.add('missing', folder, emptyFolder(folder, others));
  return images.map((image) => join(folder, image));
}

function emptyFolder(folder: string, others: readonly string[]): string {
  const instead = others.length > 0 ? ` (it holds ${others.length} other files, for instance ${others[0]})` : '';
  return `${folder}: no images in this class folder${instead}; put ${IMAGE_KINDS} files there, or take the folder away.`;
}

function tooFewClasses(root: string, names: readonly string[]): string {
  const there = names.length === 0 ? 'no class folders' : `only the class folder "${names[0]}"`;
  return `${root}: ${there}; classification needs at least two folders, one per class.`;
}
