import { basename, dirname, join, sep } from 'node:path';
import { exists } from '../exists';
import type { ProblemList } from './data-error';
import { byCodeUnit, listFolder } from './image-files';

/**
 * Files that a pattern such as `images/*.png` matches, by what its one `*` stands for (a part of one name, never a slash), in order.
 *
 * @param key of the spec that gives the pattern, for messages
 * @returns null: the pattern or its folder is unusable, or nothing matches, and that is reported
 */
export async function matchPattern(
  key: string,
  pattern: string,
  problems: ProblemList,
): Promise<Map<string, string> | null> {
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
  if (found.size > 0) return found;
  const [kind, there] = rest.length > 0 ? ['folder', content.folders] : ['image', content.images];
  const instead = there.length > 0 ? `, for instance ${there[0]}` : '';
  const message = `${pattern}: no file matches; ${folder} has ${there.length} ${kind}${there.length === 1 ? '' : 's'}${instead}. Mend \`${key}\`.`;
  problems.add('missing', pattern, message);
  return null;
}
