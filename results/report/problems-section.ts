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
${[...byMessage(failures)].map(([message, works]) => markup`<li><b>${works.join('; ')}</b>: ${message}</li>\n`)}</ul>`
}
</section>`;
}

/** One cause often fails many runs, which then say the same. */
function byMessage(failures: ReportInput['failures']): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { work, message } of failures) groups.set(message, [...(groups.get(message) ?? []), work]);
  return groups;
}
