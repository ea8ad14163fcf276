import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Environment, parsePaths } from '../spec/paths';
import { StoreTables } from './store-tables';
import type { FolderEntry, World } from './world';

/** The machine the server runs on. */
export function worldOfNode(options: Pick<World, 'diagnosticsPage'>): World {
  const tables = new StoreTables();
  return {
    ...options,
    environment,
    fileExists: existsSync,
    listFolder,
    readTable: async (path, spec) => tables.read(path, spec),
  };
}

function environment(folder: string): Environment {
  const { WARMSTART_DATA } = process.env;
  return {
    home: homedir(),
    paths: parsePaths(readOrEmpty(join(folder, '.warmstart', 'paths.yaml'))),
    ...(WARMSTART_DATA ? { warmstartData: WARMSTART_DATA } : {}),
  };
}

/** Most specs have no such file. */
function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** A path that is not there yet, or not ours to read, has nothing to suggest. */
function listFolder(path: string): readonly FolderEntry[] {
  try {
    return readdirSync(path, { withFileTypes: true }).map((entry) => ({
      name: entry.name,
      folder: entry.isDirectory(),
    }));
  } catch {
    return [];
  }
}
