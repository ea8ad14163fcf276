import { existsSync } from 'node:fs';
import path from 'node:path';

/** The file that running `program` would start: the first on PATH, or `program` itself where it is a path. */
export function onPath(program: string): string | undefined {
  const folders = path.isAbsolute(program) ? [''] : (process.env.PATH ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, program)).find((file) => existsSync(file));
}
