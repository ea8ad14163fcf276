/** The table as a figure: the best in bold, a tint behind what is not significantly different, as the paper sets its domain table. */
import { cellText } from '../formats/cell-text';
import { legendText } from '../marks';
import { type Markup, markup } from '../markup';
import type { Table, TableCell } from '../table';
import { type Rows, tableGrid } from '../table-rows';
import { isTinted, TINT_MEANING } from '../tint';
import type { Figure } from './figure';
import { labelWidth } from './label';

const ROW = 28;
const TOP = 46;
const SIDE = 16;
const COLUMN_GAP = 22;

export function matrixFigure(table: Table, rows?: Rows): Figure {
  const grid = tableGrid(table, rows);
  const texts = grid.rows.map(({ cells }) => cells.map((cell) => (cell === null ? '' : textOf(cell, table))));
  const first = Math.max(...[grid.corner, ...grid.rows.map(({ heading }) => heading)].map(labelWidth));
  const widths = grid.columns.map(
    (heading, index) => Math.max(...[heading, ...texts.map((row) => row[index]!)].map(labelWidth)) + COLUMN_GAP,
  );
  const starts = widths.map((_, index) => SIDE + first + widths.slice(0, index).reduce((sum, width) => sum + width, 0));
  const width = Math.round(SIDE + first + widths.reduce((sum, each) => sum + each, 0) + SIDE);
  const bottom = TOP + ROW * grid.rows.length;
  const rule = (y: number, kind: string) => markup`<path class="rule${kind}" d="M${SIDE} ${y}H${width - SIDE}"/>\n`;
  return {
    title: table.name,
    note: `${legendText(table, 'bold')}${table.cells.some(isTinted) ? ` Tinted: ${TINT_MEANING}.` : ''}`,
    width,
    height: bottom + SIDE,
    body: markup`${grid.rows.map(({ cells }, row) =>
      cells.map(
        (cell, column) =>
          cell !== null &&
          isTinted(cell) &&
          markup`<rect class="tinted" x="${Math.round(starts[column]!)}" y="${TOP + row * ROW}" width="${Math.round(widths[column]!)}" height="${ROW}"/>\n`,
      ),
    )}${rule(SIDE, ' bold')}${rule(TOP, '')}${rule(bottom, ' bold')}<text class="strong" x="${SIDE}" y="${TOP - 10}">${grid.corner}</text>
${grid.columns.map((heading, column) => centered(heading, starts[column]! + widths[column]! / 2, TOP - 10, 'strong'))}${grid.rows.map(
  ({ heading, cells }, row) => {
    const y = TOP + row * ROW + 18;
    return markup`<text x="${SIDE}" y="${y}">${heading}</text>
${cells.map((cell, column) => cell !== null && centered(texts[row]![column]!, starts[column]! + widths[column]! / 2, y, cell.best ? 'strong' : ''))}`;
  },
)}`,
  };
}

function textOf(cell: TableCell, table: Table): string {
  const { value, symbol, runs } = cellText(cell, table.statistics);
  return `${value}${symbol && ` ${symbol}`}${runs && ` (${runs})`}`;
}

function centered(text: string, x: number, y: number, kind: string): Markup {
  return markup`<text class="${kind}" text-anchor="middle" x="${Math.round(x)}" y="${y}">${text}</text>\n`;
}
