/** The table as an HTML page of its own. */
import { markup } from '../markup';
import { htmlPage } from '../report/html-page';
import { matrix } from '../report/matrix';
import type { Table } from '../table';
import type { Rows } from '../table-rows';

export function htmlTable(table: Table, rows?: Rows): string {
  return htmlPage(
    table.name,
    markup`<main>
<h1>${table.name}</h1>
${(table.problems ?? []).map(({ message }) => markup`<p class="problems">${message}</p>\n`)}${matrix(table, rows)}
</main>`,
  );
}
