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

/** Whether a table has each of the columns once; where it has not, that is reported. */
export function requireColumns(
  file: string,
  { columns }: CsvTable,
  named: readonly string[],
  problems: ProblemList,
): boolean {
  const there = columns.map((column) => `"${column}"`).join(', ');
  const wrong = named.flatMap((name) => {
    const count = columns.filter((column) => column === name).length;
    if (count === 1) return [];
    return [count === 0 ? `there is no column "${name}"` : `${count} columns are called "${name}"; rename all but one`];
  });
  for (const what of wrong) problems.add('column', file, `${file}: ${what}; the columns are ${there}.`);
  return wrong.length === 0;
}
