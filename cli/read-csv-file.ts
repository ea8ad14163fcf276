import { existsSync } from 'node:fs';
import { type CsvTable, readCsvTable } from '../runner/datasets/csv-table';
import { ProblemList } from '../runner/datasets/data-error';
import { InputError } from './input-error';

/** A CSV file, or why it cannot be read: the rows that are too long or too short, by line. @throws InputError */
export async function readCsvFile(file: string): Promise<CsvTable> {
  if (!existsSync(file)) throw new InputError(`${file}: there is no such file.`);
  const problems = new ProblemList();
  const table = await readCsvTable(file, problems);
  if (table === null || problems.all.length > 0) {
    throw new InputError(problems.all.map(({ message }) => message).join('\n'));
  }
  return table;
}
