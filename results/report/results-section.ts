/** The answer: what was found, in words and as the table. */
import { type Markup, markup } from '../markup';
import { summarize } from '../summary';
import type { Table } from '../table';
import { matrix, unbroken } from './matrix';

export function resultsSection(table: Table): Markup {
  return markup`<section>
<h2>Results</h2>
<ul class="answers">
${summarize(table).map(({ text }) => markup`<li>${unbroken(text)}</li>\n`)}</ul>
${matrix(table)}
</section>`;
}
