/** The answer: what was found, in words and as the table. */
import { cellText } from '../formats/cell-text';
import { legend } from '../marks';
import { type Markup, markup } from '../markup';
import { metricName } from '../metric-name';
import { pValue } from '../numbers';
import { summarize } from '../summary';
import type { Table, TableCell } from '../table';
import { tableRows } from '../table-rows';
import { verdictText } from '../verdict-text';

/** More tasks than this are set smaller, so that seven fit on a page. */
const DENSE = 4;

export function resultsSection(table: Table): Markup {
  const signs = legend(table.cells, table.statistics, 'best');
  return markup`<section>
<h2>Results</h2>
<ul class="answers">
${summarize(table).map(({ text }) => markup`<li>${unbroken(text)}</li>\n`)}</ul>
<div class="wide"><table class="matrix${table.tasks.length > DENSE && ' dense'}">
<thead><tr><th scope="col">Initialization</th>${table.tasks.map(
    ({ name, metric }) => markup`<th scope="col">${name} <small>${metricName(metric)}, %</small></th>`,
  )}</tr></thead>
<tbody>
${tableRows(table).map(
  ({ initialization, cells }) =>
    markup`<tr><th scope="row">${initialization}</th>${cells.map((cell) => tableCell(cell, table))}</tr>\n`,
)}</tbody>
</table></div>
${signs.length > 0 && markup`<p class="legend">${signs.map(({ symbol, meaning }) => markup`<span><b>${symbol}</b> ${meaning}</span> `)}</p>`}
<p class="caption">${unbroken(table.caption)}</p>
</section>`;
}

function tableCell(cell: TableCell | null, { statistics }: Table): Markup {
  if (cell === null) return markup`<td></td>`;
  const { value, symbol, runs } = cellText(cell, statistics);
  const shown = cell.mark === 'equivalent' ? cell.equivalenceP : cell.p;
  const p = shown === null ? '' : `p ${pValue(shown, statistics.alpha)}`;
  const verdict = cell.mark === 'best' ? 'best' : `${symbol} ${p}`.trim();
  return markup`<td class="mark-${cell.mark ?? 'none'}"><span class="score">${value}</span>${
    runs !== '' && markup` <small>${runs}</small>`
  }${verdict !== '' && markup`<small class="verdict" title="${verdictText(cell, statistics)}">${verdict}</small>`}</td>`;
}

/** `p = 0.004` and `n = 3` must not be torn apart at the end of a line. */
function unbroken(text: string): string {
  return text.replace(/\b([np]) ([=<>≤]) /g, '$1\u00a0$2\u00a0');
}
