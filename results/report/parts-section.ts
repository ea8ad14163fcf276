/** What a task's score is made of: AUC by class, or both ways to average Dice. */
import { mean, standardDeviation } from '../../statistics/describe';
import { groupBy } from '../group-by';
import { type Markup, markup } from '../markup';
import { meanAndSd } from '../numbers';
import type { Table } from '../table';
import { numbersTable } from './numbers-table';
import type { ReportInput, RunParts } from './report-input';

export function partsSection({ name, metric }: Table['tasks'][number], { parts, table }: ReportInput): Markup | null {
  const own = parts.filter(({ task }) => task === name);
  const columns = [...new Set(own.flatMap(({ scores }) => scores.map(({ part }) => part)))];
  if (columns.length < 2) return null;
  const { ddof } = table.statistics;
  return markup`<h3>${metric === 'auc' ? 'AUC by class' : 'Both kinds of Dice'}</h3>
${numbersTable(
  ['Initialization', ...columns],
  [...groupBy(own, ({ initialization }) => initialization)].map(([initialization, runs]) => [
    initialization,
    ...columns.map((part) => average(runs, part, ddof)),
  ]),
)}
${
  metric !== 'auc' &&
  markup`<p class="caption">Mean over images counts every image alike, two empty masks as 1; pooled counts every pixel alike. Papers seldom say which they print.</p>`
}`;
}

function average(runs: readonly RunParts[], part: string, ddof: 0 | 1): string {
  const values = runs.flatMap(({ scores }) => scores.find((score) => score.part === part)?.value ?? []);
  if (values.length === 0) return '—';
  return meanAndSd(mean(values), values.length > 1 ? standardDeviation(values, ddof) : null);
}
