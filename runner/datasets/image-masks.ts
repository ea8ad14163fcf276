import { access } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { DatasetLayout } from '../../spec/spec';
import type { ProblemList } from './data-error';
import type { Findings, FoundExample } from './findings';
import { groupByName } from './grouping';
import { byCodeUnit, listFolder, resolveWritten } from './image-files';

type MaskLayout = Extract<DatasetLayout, { layout: 'masks' }>;

/** Images and masks matched by the part of the path that `*` stands for. Masks without an image are passed over. */
export async function readImageMasks(
  layout: MaskLayout,
  groupBy: string | null,
  root: string,
  problems: ProblemList,
): Promise<Findings> {
  const groupOf = groupByName(groupBy, problems);
  const imagePattern = resolveWritten(root, layout.images);
  const maskPattern = resolveWritten(root, layout.masks);
  const images = await matches('images', imagePattern, problems);
  const masks = await matches('masks', maskPattern, problems);
  if (images === null || masks === null) return { classes: ['foreground'], exclusive: false, examples: [] };
  if (images.size === 0) {
    problems.add(
      'missing',
      imagePattern,
      `${imagePattern}: no image matches; mend \`images\` (\`*\` stands for the name).`,
    );
  }
  const examples = [...images].flatMap(([star, image]): FoundExample[] => {
    const mask = masks.get(star);
    if (mask === undefined) {
      const expected = maskPattern.replace('*', star);
      problems.add(
        'mask',
        image,
        `${image}: it has no mask; ${expected} is not there. Add it, or take the image away.`,
      );
      return [];
    }
    const id = relative(root, image).split(sep).join('/');
    return [{ id, image, labels: [], mask: { kind: 'file', file: mask }, group: groupOf(image, id), part: null }];
  });
  return { classes: ['foreground'], exclusive: false, examples };
}

/** Files that match a pattern, by what its one `*` stands for, in order; null when the pattern or its folder is unusable, and reported. */
async function matches(key: string, pattern: string, problems: ProblemList): Promise<Map<string, string> | null> {
  const [before, after, ...more] = pattern.split('*');
  if (before === undefined || after === undefined || more.length > 0) {
    problems.add(
      'layout',
      pattern,
      `${pattern}: \`${key}\` must hold exactly one \`*\`, for the part of the path that names an image.`,
    );
    return null;
  }
  // The star stands within one segment of the path: `folder/ prefix*suffix /rest`.
  const folder = dirname(`${before}x`);
  const prefix = before.endsWith(sep) ? '' : basename(before);
  const [suffix, ...rest] = after.split(sep) as [string, ...string[]];
  const content = await listFolder(folder);
  if (content === null) {
    problems.add('missing', folder, `${folder}: there is no such folder; mend \`${key}\`.`);
    return null;
  }
  const names = rest.length > 0 ? content.folders : content.images;
  const found = new Map<string, string>();
  for (const name of [...names].sort(byCodeUnit)) {
    if (!name.startsWith(prefix) || !name.endsWith(suffix) || name.length < prefix.length + suffix.length) continue;
    const path = join(folder, name, ...rest);
    if (rest.length > 0 && !(await exists(path))) continue;
    found.set(name.slice(prefix.length, name.length - suffix.length), path);
  }
  return found;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
