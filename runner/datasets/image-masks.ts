import { relative, sep } from 'node:path';
import type { DatasetLayout } from '../../spec/spec';
import type { ProblemList } from './data-error';
import type { Findings, FoundExample } from './findings';
import { groupByName } from './grouping';
import { resolveWritten } from './image-files';
import { matchPattern } from './match-pattern';

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
  const images = await matchPattern('images', imagePattern, problems);
  const masks = await matchPattern('masks', maskPattern, problems);
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
      problems.addToExample(
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
