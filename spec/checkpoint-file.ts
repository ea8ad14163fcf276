import { join } from 'node:path';
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

/** How to turn a PyTorch checkpoint into a file that can be read: three lines of Python, which execute nothing of the file's. */
export function conversion(file: string): string {
  return `
  import torch; from safetensors.torch import save_file
  saved = torch.load(${JSON.stringify(file)}, map_location="cpu", weights_only=True)
  weights = saved.get("state_dict", saved.get("model", saved)); save_file({k: v.contiguous().clone() for k, v in weights.items() if torch.is_tensor(v)}, ${JSON.stringify(convertedName(file))})`;
}

export interface CatalogCheckpoint {
  /** The file to read: of the official ones the first that has been converted, else where the first would be. */
  readonly path: string;
  /** An official file that is there and has not been converted; null where there is none, or no need for it. */
  readonly unconverted: string | null;
}

/** A checkpoint of the catalog in the folder of checkpoints. */
export function catalogCheckpoint(
  { files }: CatalogInitialization,
  folder: string,
  fileExists: (path: string) => boolean,
): CatalogCheckpoint {
  const official = files.map((file) => join(folder, file));
  const converted = official.map(convertedName).find(fileExists);
  if (converted !== undefined) return { path: converted, unconverted: null };
  return { path: convertedName(official[0]!), unconverted: official.find(fileExists) ?? null };
}
