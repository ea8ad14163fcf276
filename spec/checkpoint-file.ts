import { join } from 'node:path';
import type { CatalogInitialization } from '../catalog/initializations';

const ENDINGS = /(\.pth\.tar|\.pth|\.pt|\.pkl|\.tar)$/;

/**
 * A checkpoint of the catalog in the folder of checkpoints: the first of its official files that is there, or the same weights exported as
 * .safetensors; else where the first official one would be.
 */
export function catalogCheckpoint(
  { files }: CatalogInitialization,
  folder: string,
  fileExists: (path: string) => boolean,
): string {
  const official = files.map(({ name }) => join(folder, name));
  const exported = official.map((file) => `${file.replace(ENDINGS, '')}.safetensors`);
  return [...official, ...exported].find(fileExists) ?? official[0]!;
}
