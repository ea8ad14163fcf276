/** How the scores of a task would vary over other test cases, apart from how they vary over runs. */
import { type Markup, markup } from '../markup';
import { metricName } from '../metric-name';
import { percent } from '../numbers';
import type { Table } from '../table';
import { casesCaption, casesTable, intervalColumns, valueText } from '../test-cases/cases-table';
import { casesVerdict } from '../test-cases/cases-verdict';
import type { TaskOverCases } from '../test-cases/over-cases';
import { numbersTable } from './numbers-table';
import type { ReportInput } from './report-input';

export function casesSection(
  { name, metric }: Table['tasks'][number],
  { overCases, table }: ReportInput,
): Markup | null {
  const over = overCases.find(({ task }) => task === name);
  if (over === undefined) return null;
  const { head, rows } = casesTable(over, table);
  return markup`<h3>Over test cases</h3>
${rows.length > 0 && numbersTable(head, rows)}
${casesVerdict(over, table).map((sentence) => markup`<p>${sentence}</p>\n`)}<p class="caption">${casesCaption(over)}</p>
${singleRuns(over, metricName(metric))}
${byClass(over)}`;
}

function singleRuns(over: TaskOverCases, metric: string): Markup | null {
  const all = over.cells.flatMap(({ initialization, runs }) => runs.map((run) => ({ ...run, initialization })));
  if (all.length === 0) return null;
  const { head, of } = intervalColumns(over, ({ score }) => score);
  return markup`<details><summary>Single runs</summary>
${numbersTable(
  ['Run', metric, ...head],
  all.map((run) => [`${run.initialization}, run ${run.run}`, valueText(run), ...of(run, percent)]),
)}
</details>`;
}

function byClass(over: TaskOverCases): Markup | null {
  const all = over.cells.flatMap(({ initialization, classes }) => classes.map((each) => ({ ...each, initialization })));
  if (all.length === 0) return null;
  const { head, of } = intervalColumns(over, ({ score }) => score);
  return markup`<details><summary>By class</summary>
${numbersTable(
  ['Class', 'AUC, mean over runs', ...head],
  all.map((each) => [`${each.initialization}, ${each.name}`, valueText(each), ...of(each, percent)]),
)}
</details>`;
}
