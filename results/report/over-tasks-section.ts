/** How the tasks together rank the initializations; nothing below two tasks or three initializations. */
import { criticalDifferenceFigure } from '../figures/critical-difference';
import { type Markup, markup } from '../markup';
import { pNumber, unbroken } from '../numbers';
import { overTasks } from '../over-tasks';
import { overTasksText, rankText } from '../over-tasks-text';
import type { Table } from '../table';
import { numbersTable } from './numbers-table';

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
<div class="wide"><svg class="figure" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
${body}</svg></div>
<figcaption>${note}</figcaption>
</figure>
${numbersTable(
  ['Rank of the mean', 'Mean', ...tasks, `p, against ${ranking[0]!.initialization} (Nemenyi)`],
  ranking.map(({ initialization, meanRank, ranks, p }) => [
    initialization,
    rankText(meanRank),
    ...ranks.map(String),
    p === null ? '—' : pNumber(p, alpha),
  ]),
)}
</section>`;
}
