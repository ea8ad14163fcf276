import { posix } from 'node:path';
import type { CatalogInitialization } from '../catalog/initializations';

const ENDINGS = /(\.pth\.tar|\.pth|\.pt|\.pkl|\.tar)$/;

/** The one container that this version reads. */
export function isReadable(file: string): boolean {
  return file.endsWith('.safetensors');
}

/** Where the converted file is expected: beside the official one, under the same name. */
export function convertedName(file: string): string {
  return `${file.replace(ENDINGS, '')}.safetensors`;
}

/** How to turn a PyTorch checkpoint into a file that can be read, as three lines of Python. */
export function conversion(file: string): string {
  return [
    'import torch; from safetensors.torch import save_file',
    `saved = torch.load(${JSON.stringify(file)}, map_location="cpu", weights_only=True)`,
    `save_file({k: v.contiguous() for k, v in saved.get("state_dict", saved.get("model", saved)).items() if hasattr(v, "shape")}, ${JSON.stringify(convertedName(file))})`,
  ].join('\n');
}

/** A checkpoint of the catalog in the folder of checkpoints: the first official file that has been converted, else the first. */
export function catalogCheckpoint(
  entry: CatalogInitialization,
  folder: string,
  fileExists: (path: string) => boolean,
): string {
  const candidates = entry.files.map((file) => posix.join(folder, convertedName(file)));
  return candidates.find(fileExists) ?? candidates[0]!;
}
