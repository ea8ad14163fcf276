import { join } from 'node:path';
import type { ProblemList } from './data-error';
import type { Part } from './dataset';
import type { Findings, FoundExample } from './findings';
import { listFolder } from './image-files';

const FOLDERS: readonly (readonly [string, Part])[] = [
  ['training', 'train'],
  ['test', 'test'],
];

/**
 * DRIVE's official folders: `training/images/21_training.tif` with `training/1st_manual/21_manual1.gif`, and so for `test`. The folder
 * `mask` is the field of view, not the vessels, and is never read.
 */
export async function readDrive(root: string, problems: ProblemList): Promise<Findings> {
  const examples: FoundExample[] = [];
  for (const [folder, part] of FOLDERS) {
    const images = await listFolder(join(root, folder, 'images'));
    const manual = await listFolder(join(root, folder, '1st_manual'));
    if (images === null) {
      const message = `${join(root, folder, 'images')}: there is no such folder; give the DRIVE folder that holds training/ and test/.`;
      problems.add('missing', join(root, folder, 'images'), message);
      continue;
    }
    if (manual === null) {
      const place = join(root, folder, '1st_manual');
      const why =
        part === 'test'
          ? ' Newer downloads of DRIVE leave out the vessels of the test images; use the older release.'
          : '';
      problems.add(
        'mask',
        place,
        `${place}: there is no such folder with the vessels drawn by the first observer.${why}`,
      );
      continue;
    }
    const vessels = new Map(manual.images.map((name) => [numberOf(name), join(root, folder, '1st_manual', name)]));
    for (const name of images.images) {
      const image = join(root, folder, 'images', name);
      const mask = vessels.get(numberOf(name));
      if (mask === undefined) {
        const expected = join(root, folder, '1st_manual', `${numberOf(name)}_manual1.gif`);
        problems.addToExample('mask', image, `${image}: its vessels are missing; ${expected} is not there.`);
        continue;
      }
      const id = `${folder}/images/${name}`;
      examples.push({ id, image, labels: [], mask: { kind: 'file', file: mask }, group: id, part });
    }
  }
  return { classes: ['vessel'], exclusive: false, examples };
}

/** `21` of `21_training.tif` and `21_manual1.gif`. */
function numberOf(name: string): string {
  return name.split('_', 1)[0]!;
}
