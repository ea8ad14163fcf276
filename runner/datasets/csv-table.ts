import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { type Info, parse } from 'csv-parse';
import type { ProblemList } from './data-error';

export interface CsvTable {
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
}

export interface CsvRow {
  /** Line of the file that the row ends on, for messages. */
  readonly line: number;
  /** Cells by column, trimmed. */
  readonly cells: Readonly<Record<string, string>>;
}

const SEPARATORS = [',', ';', '\t', '|'] as const;

/** Rows that do not fit the header before the first that does: the header is wrong, and not they. */
const MOST_UNFIT = 1000;

/** Where a header is looked for; enough for any row of column names. */
const HEAD_BYTES = 2 ** 16;

/**
 * Reads a table with a header row: separated by comma, semicolon, tab or bar, quoted or not, in UTF-8 or UTF-16, with or without a byte-order
 * mark. Rows with too few or too many cells are reported and left out. Read as a stream: tables of two million rows are official.
 *
 * @param wanted the columns whose cells are kept; all where it is left out
 * @returns null: reported
 */
export async function readCsvTable(
  file: string,
  problems: ProblemList,
  wanted?: readonly string[],
): Promise<CsvTable | null> {
  try {
    const { encoding, separator } = await lookAtHead(file);
    return await readRows(file, encoding, separator, problems, wanted);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      problems.add('missing', file, `${file}: there is no such table; give the CSV file with a row per image.`);
    } else {
      problems.add('table', file, `${file}: this is no readable table: ${message}.`);
    }
    return null;
  }
}

async function readRows(
  file: string,
  encoding: BufferEncoding,
  delimiter: string,
  problems: ProblemList,
  wanted?: readonly string[],
): Promise<CsvTable | null> {
  const options = { bom: true, trim: true, info: true, skip_empty_lines: true, relax_column_count: true, delimiter };
  const source = createReadStream(file, encoding);
  const records = source.pipe(parse(options));
  source.on('error', (error) => records.destroy(error));
  records.on('close', () => source.destroy());
  let columns: readonly string[] | null = null;
  let kept: readonly number[] = [];
  const rows: CsvRow[] = [];
  const unfit: string[] = [];
  for await (const { record, info } of records as AsyncIterable<{ record: string[]; info: Info }>) {
    if (columns === null) {
      const header: readonly string[] = record;
      columns = header;
      kept = header.flatMap((name, index) => (wanted === undefined || wanted.includes(name) ? [index] : []));
    } else if (columns.slice(record.length).some((name) => name !== '') || record.slice(columns.length).some(Boolean)) {
      unfit.push(
        `${file}:${info.lines}: the row has ${record.length} cells for ${columns.length} columns; mend it, or take it out.`,
      );
      if (rows.length > 0 || unfit.length < MOST_UNFIT) continue;
      const message = `${file}: none of its first ${MOST_UNFIT} rows has as many cells as there are columns in the header (${columns.length}); mend the header, the separators or the quotes.`;
      problems.add('table', file, message);
      return null;
    } else {
      const header: readonly string[] = columns;
      const cells = Object.fromEntries(kept.map((index) => [header[index]!, record[index] ?? '']));
      rows.push({ line: info.lines, cells });
    }
  }
  if (columns === null) {
    problems.add('table', file, `${file}: the file is empty; give a table with a header and a row per image.`);
    return null;
  }
  for (const message of unfit) problems.addToExample('table', file, message, null);
  return { columns, rows };
}

/** The text's encoding by its byte-order mark, and the separator that the header row has most of outside of quotes. @throws where the encoding is not read */
async function lookAtHead(file: string): Promise<{ encoding: BufferEncoding; separator: string }> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    if (buffer[0] === 0xfe && buffer[1] === 0xff)
      throw new Error('its encoding is UTF-16 BE; save it as UTF-8, or as UTF-16 LE');
    const encoding = buffer[0] === 0xff && buffer[1] === 0xfe ? 'utf16le' : 'utf8';
    // Blank lines may come first, which are passed over here as there.
    const text = buffer
      .toString(encoding, 0, bytesRead)
      .trimStart()
      .replace(/"[^"]*"/g, '');
    const header = text.slice(0, text.search(/\r|\n|$/));
    const count = (separator: string) => header.split(separator).length;
    return { encoding, separator: SEPARATORS.reduce((best, one) => (count(one) > count(best) ? one : best)) };
  } finally {
    await handle.close();
  }
}
