/** How to get the same numbers: the machine, the command and the spec. */
import { type Markup, markup } from '../markup';
import type { ReportInput } from './report-input';

export function reproduceSection({ environments, command, specFile, specText }: ReportInput): Markup {
  return markup`<section>
<h2>To reproduce</h2>
${
  environments.length > 0 &&
  markup`<div class="wide"><table>
<thead><tr><th scope="col">Warmstart</th><th scope="col">Runtime</th><th scope="col">Engine</th><th scope="col">Device</th><th scope="col">Host</th></tr></thead>
<tbody>
${environments.map(
  ({ warmstart, runtime, engineVersion, device, host }) =>
    markup`<tr><td>${warmstart}</td><td>${runtime}</td><td>${engineVersion}</td><td>${device}</td><td>${host}</td></tr>\n`,
)}</tbody>
</table></div>`
}
<pre><code>${command}</code></pre>
<h3>${specFile}</h3>
<pre><code>${specText}</code></pre>
</section>`;
}
