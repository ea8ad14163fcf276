/** The answer: what was found, in words and as the table. */
import { type Markup, markup } from '../markup';
import { unbroken } from '../numbers';
import { summarize } from '../summary';
import { casesVerdict } from '../test-cases/cases-verdict';
import { matrix } from './matrix';
import type { ReportInput } from './report-input';

export function resultsSection({ table, overCases }: ReportInput): Markup {
  const answers = summarize(table).map(({ task, text }) => {
    const over = overCases.find((each) => each.task === task);
    return [text, ...(over === undefined ? [] : casesVerdict(over, table))].join(' ');
  });
  return markup`<section>
<h2>Results</h2>
<ul class="answers">
${answers.map((text) => markup`<li>${unbroken(text)}</li>\n`)}</ul>
${matrix(table)}
</section>`;
}
