import { dirname, join, relative, sep } from 'node:path';
import type { DatasetIdentity } from '../../../spec/cell';
import { inParallel } from '../../in-parallel';
import type { Example } from '../dataset';
import { byCodeUnit, isImageFile, listFolder, resolveWritten } from '../image-files';
import { maskFiles } from '../mask-source';
import type { DataNote, UnusedFiles } from './dataset-report';

/** Folders read at the same time. */
const AT_ONCE = 8;

/** Layouts of `train/<patient or study>/<study or series>/<image>`, whose readers open no folder. */
const TREES: ReadonlySet<string> = new Set(['chexpert', 'rsna-pe']);

/**
 * What lies beside the images and masks of a dataset and is none of them.
 *
 * @param isSound no image is left out for a problem; else what is not used has been told as one
 */
export async function unusedFiles(
  identity: DatasetIdentity,
  root: string,
  examples: readonly Example[],
  isSound: boolean,
): Promise<readonly DataNote[]> {
  if (identity.layout === 'phantom') return [];
  const place = resolveWritten('.', root);
  const lists = Object.values(identity.split?.lists ?? {}).flatMap((list) => list ?? []);
  const tables = [...lists, ...(identity.layout === 'csv' ? [identity.labels] : [])];
  const images = examples.map(({ image }) => image);
  const masks = examples.flatMap(({ mask }) => maskFiles(mask));
  const used = new Set([...images, ...masks, ...tables.map((table) => resolveWritten(place, table))]);
  const homes = new Set(images.map((file) => dirname(file)));
  for (const folder of TREES.has(identity.layout) ? await treesOf(homes) : []) homes.add(folder);
  const found: Record<UnusedFiles, string[]> = { 'other-files': [], 'unused-images': [], 'unused-masks': [] };
  await inParallel(
    [...new Set([...homes, ...masks.map((file) => dirname(file))])],
    AT_ONCE,
    undefined,
    async (folder) => {
      const content = await listFolder(folder);
      for (const name of [...(content?.images ?? []), ...(content?.others ?? [])]) {
        if (used.has(join(folder, name))) continue;
        const code = !isImageFile(name) ? 'other-files' : homes.has(folder) ? 'unused-images' : 'unused-masks';
        if (isSound || code === 'other-files')
          found[code].push(relative(place, join(folder, name)).split(sep).join('/'));
      }
    },
  );
  return [
    noteOf('other-files', found, 'file beside the images is', 'files beside the images are', 'of no kind that is read'),
    noteOf('unused-images', found, 'image is', 'images are', 'not used'),
    noteOf('unused-masks', found, 'mask is', 'masks are', 'of no image'),
  ].flat();
}

/** The folders one and two below those that lie two above the images' own. */
async function treesOf(homes: ReadonlySet<string>): Promise<readonly string[]> {
  const below = async (folders: Iterable<string>) => {
    const found: string[] = [];
    await inParallel([...folders], AT_ONCE, undefined, async (folder) => {
      for (const name of (await listFolder(folder))?.folders ?? []) found.push(join(folder, name));
    });
    return found;
  };
  const first = await below(new Set([...homes].map((home) => dirname(dirname(home)))));
  return [...first, ...(await below(first))];
}

function noteOf(
  code: UnusedFiles,
  found: Readonly<Record<UnusedFiles, readonly string[]>>,
  one: string,
  several: string,
  what: string,
): readonly DataNote[] {
  const files = [...found[code]].sort(byCodeUnit);
  if (files.length === 0) return [];
  return [
    {
      code,
      message: `${files.length} ${files.length === 1 ? one : several} ${what}${files.length === 1 ? `: ${files[0]}` : `, for instance ${files[0]}`}.`,
      files,
    },
  ];
}
