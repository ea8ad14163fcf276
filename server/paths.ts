import { dirname, isAbsolute, join } from 'node:path';
import type { FolderEntry, World } from './world';

/** A folder or file that may continue a half-typed path. */
export interface PathSuggestion {
  /** The whole path as the spec would write it; folders end in `/`. */
  readonly path: string;
  readonly entry: FolderEntry;
}

export interface PathOptions {
  /** Folder that relative paths start at. */
  readonly base: string;
  readonly world: Pick<World, 'home' | 'listFolder'>;
}

/** Entries of the folder that `typed` points into, folders first; hidden ones only once their dot is typed. */
export function pathSuggestions(typed: string, { base, world }: PathOptions): readonly PathSuggestion[] {
  const folder = typed.slice(0, typed.lastIndexOf('/') + 1);
  const begun = typed.slice(folder.length);
  return world
    .listFolder(absolutePath(folder || '.', base, world.home))
    .filter(({ name }) => begun.startsWith('.') || !name.startsWith('.'))
    .toSorted((a, b) => Number(b.folder) - Number(a.folder) || a.name.localeCompare(b.name))
    .map((entry) => ({ path: `${folder}${entry.name}${entry.folder ? '/' : ''}`, entry }));
}

/** A path as a spec writes it: `~` is the user's home, relative paths start at `base`. */
export function absolutePath(path: string, base: string, home: string): string {
  if (path === '~' || path.startsWith('~/')) return join(home, path.slice(2));
  return isAbsolute(path) ? path : join(base, path);
}

/** Folder of a spec. */
export function folderOf(specPath: string): string {
  return dirname(specPath);
}
