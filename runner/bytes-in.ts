import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Of all files below a folder; of none where there is no folder. Files that go meanwhile do not count. */
export function bytesIn(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce((sum, name) => {
    const found = statSync(path.join(folder, name), { throwIfNoEntry: false });
    return found?.isFile() ? sum + found.size : sum;
  }, 0);
}
