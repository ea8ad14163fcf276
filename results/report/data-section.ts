/** What was learned from and tested on: the split of every task. */
import { type Markup, markup } from '../markup';
import type { ReportInput } from './report-input';

export function dataSection({ data }: ReportInput): Markup | null {
  if (data.length === 0) return null;
  return markup`<section>
<h2>Data</h2>
<div class="wide"><table>
<thead><tr><th scope="col">Task</th><th scope="col">Training</th><th scope="col">Validation</th><th scope="col">Test</th><th scope="col">Classes</th><th scope="col">Split (SHA-256)</th></tr></thead>
<tbody>
${data.map(
  ({ task, train, validation, test, classes, splitHash }) =>
    markup`<tr><th scope="row">${task}</th><td>${train}</td><td>${validation}</td><td>${test}</td><td>${classes.length === 0 ? '—' : classes.join(', ')}</td><td><code title="${splitHash}">${splitHash.slice(0, 16)}</code></td></tr>\n`,
)}</tbody>
</table></div>
</section>`;
}
