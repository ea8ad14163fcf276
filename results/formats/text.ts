/** The table for a terminal: aligned columns, then what the signs mean, then the caption. */
import stringWidth from 'string-width';
import { legend } from '../marks';
import type { Table, TableCell } from '../table';
import { type Rows, tableGrid } from '../table-rows';
import {
  WEIGHTS_CAPTION,
  WEIGHTS_HEAD,
  type WeightsRow,
  weightsCells,
  weightsRows,
  weightsWarningLines,
} from '../weights-rows';
import { type CellText, cellText } from './cell-text';
import { alignColumns } from './columns';
import { wrap } from './wrap';

export interface TextOptions {
  /** Set the best in bold by ANSI escapes, beside its `*`. */
  readonly bold: boolean;
  readonly rows?: Rows | undefined;
}

/** Columns of the wrapped prose; tables may be wider. */
const PROSE_WIDTH = 100;
const GAP = '   ';
/** Columns of numbers. */
const WEIGHTS_RIGHT = [false, true, true, true];
const ABSENT: CellText = { best: false, value: '', symbol: '', notes: '', runs: '' };

export function textTable(table: Table, { bold, rows }: TextOptions): string {
  const grid = tableGrid(table, rows);
  const names = column(
    '',
    grid.rows.map(({ heading }) => printable(heading)),
  );
  const columns = grid.columns.map((heading, index) =>
    column(
      printable(heading),
      cellColumn(
        grid.rows.map(({ cells }) => cells[index] ?? null),
        table,
        bold,
      ),
    ),
  );
  const lines = names.map((name, row) => [name, ...columns.map((cells) => cells[row]!)].join(GAP).trimEnd());
  const signs = legend(table.cells, table.statistics, '*').map(({ symbol, meaning }) => `${symbol} ${meaning}`);
  const problems = (table.problems ?? []).flatMap(({ message }) => wrap(printable(message), PROSE_WIDTH));
  return [
    printable(table.name),
    '',
    ...lines,
    ...paragraph(wrap(signs.join('; '), PROSE_WIDTH)),
    ...paragraph(problems),
    ...paragraph(wrap(printable(table.caption), PROSE_WIDTH)),
    ...paragraph(weightsLines(table)),
    '',
  ].join('\n');
}

function weightsLines(table: Table): string[] {
  const rows = weightsRows(table);
  if (rows.length === 0) return [];
  return [
    ...alignColumns([[...WEIGHTS_HEAD.slice(0, -2), 'File, read as'], ...rows.map(weightsLine)], WEIGHTS_RIGHT),
    ...[WEIGHTS_CAPTION, ...weightsWarningLines(table)].flatMap((line) => wrap(printable(line), PROSE_WIDTH)),
  ];
}

/** The last two columns, whose words are long, as one. */
function weightsLine(row: WeightsRow): string[] {
  const cells = weightsCells(row).map(printable);
  return [...cells.slice(0, -2), cells.slice(-2).join(', ')];
}

/** Cells with their means and spreads aligned below each other, and signs beside them. */
function cellColumn(cells: readonly (TableCell | null)[], table: Table, bold: boolean): string[] {
  const texts = cells.map((cell) => (cell === null ? ABSENT : cellText(cell, table.statistics)));
  const parts = texts.map(({ value }) => splitAt(value, ' ± '));
  const [meanWidth, sdWidth] = [0, 1].map((part) => Math.max(...parts.map((both) => both[part]!.length)));
  return texts.map(({ best, value, symbol, runs }, index) => {
    const [mean, sd] = parts[index]!;
    const before = ' '.repeat(meanWidth! - mean.length);
    const after = ' '.repeat(sdWidth! - sd.length);
    const shown = bold && best ? `\u001b[1m${value}\u001b[22m` : value;
    return `${before}${best ? '*' : ' '}${shown}${after}${symbol && ` ${symbol}`}${runs && ` (${runs})`}`;
  });
}

/** `84.12 ± 0.31` in two, the separator with the second; all in the first where it is missing. */
function splitAt(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)];
}

/** Heading and cells, all of one width. */
function column(heading: string, cells: readonly string[]): string[] {
  const all = [heading, ...cells];
  const width = Math.max(...all.map((text) => stringWidth(text)));
  return all.map((text) => text + ' '.repeat(width - stringWidth(text)));
}

function paragraph(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}

/** Names come from a stranger's spec: a terminal must not obey control characters or reorder what follows them. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}
