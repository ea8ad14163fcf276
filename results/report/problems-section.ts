/** What went wrong, above the results it limits; nothing when nothing did. */
import { type Markup, markup } from '../markup';
import { count } from '../numbers';
import type { ReportInput } from './report-input';

export function problemsSection({ table, failures }: ReportInput): Markup | null {
  const { problems = [] } = table;
  if (problems.length === 0 && failures.length === 0) return null;
  return markup`<section class="problems">
${problems.map(({ message }) => markup`<p>${message}</p>\n`)}${
  failures.length > 0 &&
  markup`<p>${count(failures.length, 'run')} failed:</p>
<ul>
${failures.map(({ work, message }) => markup`<li><b>${work}</b>: ${message}</li>\n`)}</ul>`
}
</section>`;
}
