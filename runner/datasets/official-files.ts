/** What an official download must have, with a sentence where it has not. */
import { join } from 'node:path';
import { exists } from '../exists';
import type { CsvTable } from './csv-table';
import type { ProblemList } from './data-error';

/** The first of the names that is there, absolute; null: reported. */
export async function requireFile(
  root: string,
  names: readonly string[],
  problems: ProblemList,
): Promise<string | null> {
  for (const name of names) {
    if (await exists(join(root, name))) return join(root, name);
  }
  const message = `${root}: ${names.join(' or ')} is not there; give the folder of the unpacked download.`;
  problems.add('missing', root, message);
  return null;
}

/** Whether a table has the columns; those it lacks are reported. */
export function requireColumns(
  file: string,
  { columns }: CsvTable,
  named: readonly string[],
  problems: ProblemList,
): boolean {
  const missing = named.filter((name) => !columns.includes(name));
  const there = columns.map((column) => `"${column}"`).join(', ');
  for (const name of missing)
    problems.add('column', file, `${file}: there is no column "${name}"; the columns are ${there}.`);
  return missing.length === 0;
}
