/** The table in GitHub's Markdown. */
import { legend } from '../marks';
import type { Table } from '../table';
import { type Rows, tableGrid } from '../table-rows';
import { WEIGHTS_CAPTION, WEIGHTS_HEAD, weightsCells, weightsRows, weightsWarningLines } from '../weights-rows';
import { cellText } from './cell-text';

export function markdownTable(table: Table, rows?: Rows): string {
  const grid = tableGrid(table, rows);
  const header = [grid.corner, ...grid.columns.map(escapeMarkdown)];
  const rule = ['---', ...grid.columns.map(() => '---:')];
  const body = grid.rows.map(({ heading, cells }) => [
    escapeMarkdown(heading),
    ...cells.map((cell) => {
      if (cell === null) return '';
      const { best, value, symbol, runs } = cellText(cell, table.statistics);
      const text = best ? `**${value}**` : value;
      return `${text}${symbol && ` ${symbol}`}${runs && ` (${runs})`}`;
    }),
  ]);
  const signs = legend(table.cells, table.statistics, '**bold**').map(({ symbol, meaning }) => `${symbol} ${meaning}`);
  return [
    `**${escapeMarkdown(table.name)}**`,
    '',
    ...lines([header, rule, ...body]),
    ...(signs.length === 0 ? [] : ['', signs.join('; ')]),
    ...(table.problems ?? []).flatMap(({ message }) => ['', escapeMarkdown(message)]),
    '',
    escapeMarkdown(table.caption),
    ...weightsLines(table),
    '',
  ].join('\n');
}

function weightsLines(table: Table): string[] {
  const rows = weightsRows(table);
  if (rows.length === 0) return [];
  const rule = WEIGHTS_HEAD.map((_, index) => (index >= 1 && index <= 3 ? '---:' : '---'));
  const body = rows.map((row) => weightsCells(row).map(escapeMarkdown));
  return [
    '',
    ...lines([WEIGHTS_HEAD, rule, ...body]),
    '',
    WEIGHTS_CAPTION,
    ...weightsWarningLines(table).flatMap((line) => ['', escapeMarkdown(line)]),
  ];
}

function lines(rows: readonly (readonly string[])[]): string[] {
  return rows.map((cells) => `| ${cells.join(' | ')} |`);
}

/** Text that Markdown shows as it is: one line, no markup, no HTML, no links, no end of a table cell. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\`*_[\]|~#$]/g, '\\$&');
}
