/** The table in every format it can be read in. */
import { csvTable } from './formats/csv';
import { jsonTable } from './formats/json';
import { latexTable } from './formats/latex';
import { markdownTable } from './formats/markdown';
import { textTable } from './formats/text';
import type { Table } from './table';

export const TABLE_FORMATS = ['text', 'json', 'markdown', 'latex', 'csv'] as const;

export type TableFormat = (typeof TABLE_FORMATS)[number];

export interface FormatOptions {
  /** Let `text` use ANSI escapes; for terminals that show them. */
  readonly ansi?: boolean;
}

/** Ends with a line break. */
export function formatTable(table: Table, format: TableFormat, options: FormatOptions = {}): string {
  switch (format) {
    case 'text':
      return textTable(table, { bold: options.ansi ?? false });
    case 'json':
      return jsonTable(table);
    case 'markdown':
      return markdownTable(table);
    case 'latex':
      return latexTable(table);
    case 'csv':
      return csvTable(table);
  }
}
