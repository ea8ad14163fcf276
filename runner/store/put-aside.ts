import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import type { CellFolder } from './store-folder';

/**
 * Moves earlier results to `<cell>.before-<time>`; nothing is deleted. The lease, and with it the claim, stays where it is. The checkpoint
 * that a run goes on from is moved first and the journal last: whenever this is cut off, what remains is a result that holds, or a run that starts anew.
 */
export function putAside(folder: CellFolder, now = new Date()): void {
  if (!existsSync(folder.journal)) return;
  const aside = `${folder.root}.before-${now.toISOString().replaceAll(':', '')}`;
  mkdirSync(aside);
  const order = (file: string): number => (file === folder.last ? 0 : file === folder.journal ? 2 : 1);
  const files = readdirSync(folder.root)
    .map((name) => path.join(folder.root, name))
    .filter((file) => !file.startsWith(folder.lease))
    .sort((a, b) => order(a) - order(b));
  for (const file of files) renameSync(file, path.join(aside, path.basename(file)));
}
