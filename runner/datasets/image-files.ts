import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { extname, join, resolve } from 'node:path';

const EXTENSIONS = new Set(['.png', '.jpg', '.jpeg', '.tif', '.tiff', '.gif', '.webp', '.dcm']);

/** Endings of the images that are read, for messages. */
export const IMAGE_KINDS = 'PNG, JPEG, TIFF, GIF, WebP or DICOM';

/** Hidden files (`.DS_Store`, `._image.png`) and other kinds of file are not images. */
export function isImageFile(name: string): boolean {
  return !name.startsWith('.') && EXTENSIONS.has(extname(name).toLowerCase());
}

/** A path as written in a spec: absolute, below the home folder (`~/`), or relative to `base`. */
export function resolveWritten(base: string, written: string): string {
  const path = written === '~' || written.startsWith('~/') ? join(homedir(), written.slice(1)) : written;
  return resolve(base, path);
}

export interface FolderContent {
  /** Names in code-unit order, the same on every machine. */
  readonly folders: readonly string[];
  readonly images: readonly string[];
  readonly others: readonly string[];
}

/** Content of a folder, or null where there is no such folder. */
export async function listFolder(path: string): Promise<FolderContent | null> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => null);
  if (entries === null) return null;
  const visible = entries.filter((entry) => !entry.name.startsWith('.')).sort((a, b) => byCodeUnit(a.name, b.name));
  const isFolder = await Promise.all(visible.map((entry) => pointsToFolder(path, entry)));
  const folders = visible.filter((_, index) => isFolder[index]).map((entry) => entry.name);
  const files = visible.filter((_, index) => !isFolder[index]).map((entry) => entry.name);
  return { folders, images: files.filter(isImageFile), others: files.filter((name) => !isImageFile(name)) };
}

/** Datasets are often links into another disk, so a link to a folder is a folder. */
async function pointsToFolder(parent: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  const target = await stat(join(parent, entry.name)).catch(() => null);
  return target?.isDirectory() ?? false;
}

/** Orders names the same way whatever the machine's language. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
