/** How the tasks together rank the initializations; nothing below two tasks or three initializations. */
import { criticalDifferenceFigure } from '../figures/critical-difference';
import { type Markup, markup } from '../markup';
import { pValue } from '../numbers';
import { overTasks } from '../over-tasks';
import { overTasksText, rankText } from '../over-tasks-text';
import type { Table } from '../table';
import { unbroken } from './matrix';

export function overTasksSection(table: Table): Markup | null {
  const ranked = overTasks(table);
  if (ranked === null) return null;
  const { tasks, ranking } = ranked;
  const { alpha } = table.statistics;
  const { title, width, height, body, note } = criticalDifferenceFigure(ranked, table);
  return markup`<section>
<h2>Over all tasks</h2>
<p>${unbroken(overTasksText(ranked, table.statistics))}</p>
<figure>
<svg class="figure" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
${body}</svg>
<figcaption>${note}</figcaption>
</figure>
<div class="wide"><table class="numbers">
<thead><tr><th scope="col">Rank of the mean</th><th scope="col">Mean</th>${tasks.map((task) => markup`<th scope="col">${task}</th>`)}<th scope="col">p, against ${ranking[0]!.initialization} (Nemenyi)</th></tr></thead>
<tbody>
${ranking.map(
  ({ initialization, meanRank, ranks, p }) =>
    markup`<tr><th scope="row">${initialization}</th><td>${rankText(meanRank)}</td>${ranks.map((rank) => markup`<td>${rank}</td>`)}<td>${p === null ? '—' : pValue(p, alpha).replace('= ', '')}</td></tr>\n`,
)}</tbody>
</table></div>
</section>`;
}
