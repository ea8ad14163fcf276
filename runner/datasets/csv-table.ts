import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { ProblemList } from './data-error';

export interface CsvTable {
  readonly columns: readonly string[];
  /** Cells by column; `line` is the line of the file the row starts on, for messages. */
  readonly rows: readonly { readonly line: number; readonly cells: Readonly<Record<string, string>> }[];
}

const SEPARATORS = [',', ';', '\t'] as const;

/** Reads a table with a header row: comma, semicolon or tab separated, quoted or not, with or without a byte-order mark. Null: reported. */
export async function readCsvTable(file: string, problems: ProblemList): Promise<CsvTable | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) {
    problems.add(
      'missing',
      file,
      `${file}: there is no such table; give the CSV file with a row per image as \`labels\`.`,
    );
    return null;
  }
  try {
    return parseTable(text);
  } catch (error) {
    problems.add('table', file, `${file}: this is no readable table: ${(error as Error).message}.`);
    return null;
  }
}

function parseTable(text: string): CsvTable {
  let columns: string[] = [];
  const records: { record: Record<string, string>; info: { lines: number } }[] = parse(text, {
    bom: true,
    trim: true,
    info: true,
    skip_empty_lines: true,
    delimiter: separatorOf(text),
    columns: (header: string[]) => {
      columns = header;
      return header;
    },
  });
  return { columns, rows: records.map(({ record, info }) => ({ line: info.lines, cells: record })) };
}

/** The separator that the header row has most of. */
function separatorOf(text: string): string {
  const header = text.slice(0, text.search(/\r|\n|$/));
  const count = (separator: string) => header.split(separator).length;
  return SEPARATORS.reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}
