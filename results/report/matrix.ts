/** The table in HTML, with what its signs mean and its caption. */
import { cellText } from '../formats/cell-text';
import { legend, markSymbol } from '../marks';
import { type Markup, markup } from '../markup';
import { pValue, unbroken } from '../numbers';
import type { Table, TableCell } from '../table';
import { type Rows, tableGrid } from '../table-rows';
import { isTinted, TINT_MEANING } from '../tint';
import { verdictText } from '../verdict-text';

/** More columns than this are set smaller, so that seven fit on a page. */
const DENSE = 4;

export function matrix(table: Table, rows?: Rows): Markup {
  const signs = legend(table.cells, table.statistics, 'best');
  const grid = tableGrid(table, rows);
  return markup`<div class="wide"><table class="matrix${grid.columns.length > DENSE && ' dense'}">
<thead><tr><th scope="col">${grid.corner}</th>${grid.columns.map((heading) => markup`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>
${grid.rows.map(
  ({ heading, cells }) =>
    markup`<tr><th scope="row">${heading}</th>${cells.map((cell) => tableCell(cell, table))}</tr>\n`,
)}</tbody>
</table></div>
${
  signs.length > 0 &&
  markup`<p class="legend">${signs.map(({ symbol, meaning }) => markup`<span><b>${symbol}</b> ${meaning}</span> `)}${
    table.cells.some(isTinted) && markup`<span><span class="tinted swatch"></span> ${TINT_MEANING}</span>`
  }</p>`
}
<p class="caption">${unbroken(table.caption)}</p>`;
}

function tableCell(cell: TableCell | null, { statistics }: Table): Markup {
  if (cell === null) return markup`<td></td>`;
  const { value, notes, runs } = cellText(cell, statistics);
  const shown = cell.mark === 'equivalent' ? cell.equivalenceP : cell.p;
  const p = shown === null ? '' : `p ${pValue(shown, statistics.alpha)}`;
  const verdict =
    cell.mark === 'best' || cell.mark === 'reference' ? cell.mark : `${markSymbol(cell, statistics)} ${p}`.trim();
  return markup`<td class="mark-${cell.mark ?? 'none'}${cell.best && ' best'}${isTinted(cell) && ' tinted'}"><span class="score">${value}</span>${notes !== '' && markup`<sup>${notes}</sup>`}${
    runs !== '' && markup` <small>${runs}</small>`
  }${verdict !== '' && markup`<small class="verdict" title="${verdictText(cell, statistics)}">${verdict}</small>`}</td>`;
}
