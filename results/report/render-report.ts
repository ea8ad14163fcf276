/** The report: all that is known of an experiment, in one HTML file. */
import { markup } from '../markup';
import { count } from '../numbers';
import { dataSection } from './data-section';
import { htmlPage } from './html-page';
import { overTasksSection } from './over-tasks-section';
import { problemsSection } from './problems-section';
import type { ReportInput } from './report-input';
import { reproduceSection } from './reproduce-section';
import { resultsSection } from './results-section';
import { settingsSection } from './settings-section';
import { taskSection } from './task-section';
import { weightsSection } from './weights-section';

export function renderReport(input: ReportInput): string {
  const { table, written } = input;
  const cells = table.cells.filter(({ state }) => state !== 'not-applicable');
  const finished = cells.reduce((sum, { n }) => sum + n, 0);
  const planned = cells.reduce((sum, cell) => sum + cell.planned, 0);
  const body = markup`<main>
<header>
<h1>${table.name}</h1>
<p class="quiet">${count(table.tasks.length, 'task')} × ${count(table.initializations.length, 'initialization')}; ${finished} of ${count(planned, 'run')} finished; written ${written.slice(0, 16).replace('T', ' ')} UTC</p>
</header>
${problemsSection(input)}
${resultsSection(input)}
${overTasksSection(table)}
${table.tasks.map((task) => taskSection(task, input))}
${settingsSection(input.plan)}
${dataSection(input)}
${weightsSection(input)}
${reproduceSection(input)}
</main>`;
  return htmlPage(table.name, body);
}
