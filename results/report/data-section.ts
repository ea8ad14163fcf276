/** What was learned from and tested on: the split of every task. */
import { type Markup, markup } from '../markup';
import { count, list } from '../numbers';
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
${leftOutText(data)}${data.flatMap(({ task, warnings = [] }) => warnings.map((warning) => markup`<p>${task}: ${warning}</p>\n`))}</section>`;
}

/** What is not in the counts above, though it is in the data. */
function leftOutText(data: ReportInput['data']): Markup {
  const tasks = data.flatMap(({ task, leftOut }) =>
    leftOut === undefined ? [] : [`${task} (${count(leftOut, 'image')})`],
  );
  if (tasks.length === 0) return markup``;
  return markup`<p>Images that could not be used were left out, as the spec allows: of ${list(tasks)}. <code>warmstart data check</code> names them.</p>
`;
}
