/** The table in every format it can be read in. */
import { csvTable } from './formats/csv';
import { htmlTable } from './formats/html';
import { jsonTable } from './formats/json';
import { latexTable } from './formats/latex';
import { markdownTable } from './formats/markdown';
import { textTable } from './formats/text';
import type { Table } from './table';
import type { Rows } from './table-rows';

export const TABLE_FORMATS = ['text', 'json', 'markdown', 'latex', 'csv', 'html'] as const;

export type TableFormat = (typeof TABLE_FORMATS)[number];

export interface FormatOptions {
  /** Let `text` use ANSI escapes; for terminals that show them. */
  readonly ansi?: boolean;
  /** JSON and CSV have a record for each cell instead of rows and columns. */
  readonly rows?: Rows | undefined;
}

/** Ends with a line break. */
export function formatTable(table: Table, format: TableFormat, options: FormatOptions = {}): string {
  switch (format) {
    case 'text':
      return textTable(table, { bold: options.ansi ?? false, rows: options.rows });
    case 'json':
      return jsonTable(table);
    case 'markdown':
      return markdownTable(table, options.rows);
    case 'latex':
      return latexTable(table, options.rows);
    case 'csv':
      return csvTable(table);
    case 'html':
      return htmlTable(table, options.rows);
  }
}
