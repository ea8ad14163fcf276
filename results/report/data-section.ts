/** What was learned from and tested on: the split of every task, and the weights that each initialization loaded. */
import { type Markup, markup } from '../markup';
import type { ReportInput } from './report-input';

export function dataSection({ data, weights }: ReportInput): Markup | null {
  if (data.length === 0 && weights.length === 0) return null;
  return markup`<section>
<h2>Data and weights</h2>
${
  data.length > 0 &&
  markup`<div class="wide"><table>
<thead><tr><th scope="col">Task</th><th scope="col">Training</th><th scope="col">Validation</th><th scope="col">Test</th><th scope="col">Classes</th><th scope="col">Split (SHA-256)</th></tr></thead>
<tbody>
${data.map(
  ({ task, train, validation, test, classes, splitHash }) =>
    markup`<tr><th scope="row">${task}</th><td>${train}</td><td>${validation}</td><td>${test}</td><td>${classes.length === 0 ? '—' : classes.join(', ')}</td><td><code title="${splitHash}">${splitHash.slice(0, 16)}</code></td></tr>\n`,
)}</tbody>
</table></div>`
}
${
  weights.length > 0 &&
  markup`<div class="wide"><table>
<thead><tr><th scope="col">Initialization</th><th scope="col">Task</th><th scope="col">Weights</th><th scope="col">Loaded into the encoder</th><th scope="col">SHA-256</th></tr></thead>
<tbody>
${weights.map(
  ({ task, initialization, report }) =>
    markup`<tr><th scope="row">${initialization}</th><td>${task}</td><td>${report.source}</td><td>${loaded(report.loaded, report.total)}</td><td><code title="${report.sha256}">${report.sha256.slice(0, 16)}</code></td></tr>\n`,
)}</tbody>
</table></div>`
}
</section>`;
}

/** Rounded down: 99.99 % must not read as all of it. */
function loaded(part: number, total: number): string {
  const share = total === 0 ? 0 : Math.floor((part / total) * 1000) / 10;
  return `${share} % (${part} of ${total} values)`;
}
