import { join } from 'node:path';
import { findCatalogTask } from '../../catalog/tasks';
import type { ProblemList } from './data-error';
import type { Findings, FoundExample } from './findings';
import { listFolder } from './image-files';
import { USUAL_SPLIT } from './usual-split';

const SIDES = ['leftMask', 'rightMask'] as const;

/** Montgomery as it is downloaded: `CXR_png/`, and a mask of each lung under the same name in `ManualMask/`; the target is both lungs. */
export async function readMontgomery(root: string, problems: ProblemList): Promise<Findings> {
  const folder = join(root, 'CXR_png');
  const content = await listFolder(folder);
  if (content === null) {
    const message = `${folder}: there is no such folder; give the folder that holds CXR_png/ and ManualMask/ (MontgomerySet).`;
    problems.add('missing', folder, message);
  }
  const masks = await Promise.all(
    SIDES.map(async (side) => new Set((await listFolder(join(root, 'ManualMask', side)))?.images)),
  );
  const examples = (content?.images ?? []).flatMap((name): FoundExample[] => {
    const image = join(folder, name);
    const files = SIDES.map((side) => join(root, 'ManualMask', side, name));
    const missing = files.find((_, index) => !masks[index]!.has(name));
    if (missing === undefined) {
      const id = `CXR_png/${name}`;
      return [{ id, image, labels: [], mask: { kind: 'union', files }, group: id, part: null }];
    }
    problems.addToExample('mask', image, `${image}: ${missing} is not there; add it, or take the image away.`);
    return [];
  });
  return { classes: findCatalogTask('LXS')!.classes, exclusive: false, examples, split: USUAL_SPLIT };
}
