/** The table as an HTML page of its own. */
import { type Markup, markup } from '../markup';
import { htmlPage } from '../report/html-page';
import { matrix } from '../report/matrix';
import { numbersTable } from '../report/numbers-table';
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
${numbersTable(WEIGHTS_HEAD, rows.map(weightsCells))}
<p class="caption">${WEIGHTS_CAPTION}</p>${weightsWarningLines(table).map((line) => markup`\n<p class="problems">${line}</p>`)}`
  );
}
