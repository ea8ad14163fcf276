import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import type { FolderEntry, World } from './world';

/** The machine the server runs on, without results. */
export function worldOfNode(): Pick<World, 'home' | 'exists' | 'listFolder'> {
  return { home: homedir(), exists: existsSync, listFolder };
}

function listFolder(path: string): readonly FolderEntry[] {
  try {
    return readdirSync(path, { withFileTypes: true }).map((entry) => ({
      name: entry.name,
      folder: entry.isDirectory(),
    }));
  } catch {
    // A path that is not there yet, or not ours to read, has nothing to suggest.
    return [];
  }
}
