import { join } from 'node:path';
import { findCatalogTask } from '../../catalog/tasks';
import type { ProblemList } from './data-error';
import type { Findings, FoundExample } from './findings';
import { listFolder } from './image-files';

/** Sizes of the parts in the paper's code; the download has no parts. */
const SPLIT = { train: 463, validation: 65, test: 134, seed: 1 };

/** Shenzhen as it is downloaded: `CXR_png/CHNCXR_0001_0.png`, one image a patient, the last digit its label (1: tuberculosis). */
export async function readShenzhen(root: string, problems: ProblemList): Promise<Findings> {
  const folder = join(root, 'CXR_png');
  const content = await listFolder(folder);
  if (content === null) {
    const message = `${folder}: there is no such folder; give the folder that holds CXR_png/ (ChinaSet_AllFiles).`;
    problems.add('missing', folder, message);
  }
  const examples = (content?.images ?? []).flatMap((name): FoundExample[] => {
    const image = join(folder, name);
    const [, patient, label] = /^(CHNCXR_\d+)_([01])\.\w+$/.exec(name) ?? [];
    if (patient !== undefined && label !== undefined)
      return [{ id: `CXR_png/${name}`, image, labels: [Number(label)], mask: null, group: patient, part: null }];
    const message = `${image}: the name ends neither in _0 nor in _1, which would be its label; names are as in the download.`;
    problems.addToExample('label', image, message);
    return [];
  });
  return { classes: findCatalogTask('TXC')!.classes, exclusive: true, examples, split: SPLIT };
}
