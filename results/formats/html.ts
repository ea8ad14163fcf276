/** The table as an HTML page of its own. */
import { type Markup, markup } from '../markup';
import { unbroken } from '../numbers';
import { htmlPage } from '../report/html-page';
import { matrix } from '../report/matrix';
import type { Table } from '../table';
import type { Rows } from '../table-rows';
import { WEIGHTS_CAPTION, WEIGHTS_HEAD, weightsCells, weightsRows, weightsWarningLines } from '../weights-rows';

export function htmlTable(table: Table, rows?: Rows): string {
  return htmlPage(
    table.name,
    markup`<main>
<h1>${table.name}</h1>
${(table.problems ?? []).map(({ message }) => markup`<p class="problems">${message}</p>\n`)}${matrix(table, rows)}${weights(table)}
</main>`,
  );
}

function weights(table: Table): Markup | false {
  const rows = weightsRows(table);
  return (
    rows.length > 0 &&
    markup`
<div class="wide"><table>
<thead><tr>${WEIGHTS_HEAD.map((head) => markup`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${rows.map(weightsCells).map(([name, ...cells]) => markup`<tr><th scope="row">${name!}</th>${cells.map((cell) => markup`<td>${unbroken(cell)}</td>`)}</tr>\n`)}</tbody>
</table></div>
<p class="caption">${WEIGHTS_CAPTION}</p>${weightsWarningLines(table).map((line) => markup`\n<p class="problems">${line}</p>`)}`
  );
}
