/** How the scores of a task would vary over other test cases, apart from how they vary over runs. */
import { type Markup, markup } from '../markup';
import { metricName } from '../metric-name';
import { levelText, percent, points, rangeText } from '../numbers';
import type { Table, TableCell } from '../table';
import { casesOf, casesVerdict } from '../test-cases/cases-verdict';
import type { OverCases, TaskOverCases } from '../test-cases/over-cases';
import { verdictText } from '../verdict-text';
import { numbersTable } from './numbers-table';
import type { ReportInput } from './report-input';

const KINDS = ['bootstrap', 'delong'] as const;
const KIND_NAMES = { bootstrap: 'bootstrap', delong: 'DeLong' } as const;

export function casesSection(
  { name, metric }: Table['tasks'][number],
  { overCases, table }: ReportInput,
): Markup | null {
  const over = overCases.find(({ task }) => task === name);
  if (over === undefined) return null;
  const cellOf = (initialization: string) =>
    table.cells.find((cell) => cell.task === name && cell.initialization === initialization)!;
  return markup`<h3>Over test cases</h3>
${over.cells.length > 0 && cellsTable(over, metricName(metric), cellOf, table)}
${casesVerdict(over, table).map((sentence) => markup`<p>${sentence}</p>\n`)}<p class="caption">${caption(over)}</p>
${singleRuns(over, metricName(metric))}
${byClass(over)}`;
}

function cellsTable(
  over: TaskOverCases,
  metric: string,
  cellOf: (initialization: string) => TableCell,
  { statistics }: Table,
): Markup {
  const { cells, against } = over;
  const isCompared = cells.some(({ difference }) => difference !== null);
  const scores = columnsOf(over, ({ score }) => score);
  const differences = columnsOf(over, ({ difference }) => difference);
  return numbersTable(
    [
      'Initialization',
      `${metric}, mean over runs`,
      ...scores.headings,
      ...(isCompared ? [`Minus ${against}`, ...differences.headings, 'Over runs'] : []),
    ],
    cells.map(({ initialization, score, difference }) => [
      initialization,
      number(score),
      ...scores.of(score, percent),
      ...(isCompared
        ? [
            difference === null || difference.value === null ? '—' : points(difference.value),
            ...differences.of(difference, points),
            verdictText(cellOf(initialization), statistics),
          ]
        : []),
    ]),
  );
}

function singleRuns(over: TaskOverCases, metric: string): Markup | null {
  const all = over.cells.flatMap(({ initialization, runs }) => runs.map((run) => ({ ...run, initialization })));
  if (all.length === 0) return null;
  const { headings, of } = columnsOf(over, ({ score }) => score);
  return markup`<details><summary>Single runs</summary>
${numbersTable(
  ['Run', metric, ...headings],
  all.map((run) => [`${run.initialization}, run ${run.run}`, number(run), ...of(run, percent)]),
)}
</details>`;
}

function byClass(over: TaskOverCases): Markup | null {
  const all = over.cells.flatMap(({ initialization, classes }) => classes.map((each) => ({ ...each, initialization })));
  if (all.length === 0) return null;
  const { headings, of } = columnsOf(over, ({ score }) => score);
  return markup`<details><summary>By class</summary>
${numbersTable(
  ['Class', 'AUC, mean over runs', ...headings],
  all.map((each) => [`${each.initialization}, ${each.name}`, number(each), ...of(each, percent)]),
)}
</details>`;
}

/** A column for each kind of interval that some cell has. */
function columnsOf(
  { cells, level }: TaskOverCases,
  wanted: (cell: TaskOverCases['cells'][number]) => OverCases | null,
) {
  const kinds = KINDS.filter((kind) => cells.some((cell) => wanted(cell)?.[kind] != null));
  return {
    headings: kinds.map((kind) => `${levelText(level)} by ${KIND_NAMES[kind]}`),
    of: (over: OverCases | null, write: (value: number) => string) =>
      kinds.map((kind) => rangeText(over?.[kind] ?? null, write)),
  };
}

function number({ value }: OverCases): string {
  return value === null ? '—' : percent(value);
}

function caption(over: TaskOverCases): string {
  const { patients, draws, missing, cells } = over;
  if (cells.length === 0)
    return 'No run of this task has left predictions that give its score, so nothing is known over test cases.';
  const lost =
    missing.length === 0
      ? ''
      : ` Left out, as their predictions are missing or give another score: ${missing.map(({ initialization, run }) => `${initialization}, run ${run}`).join('; ')}.`;
  const drawn = patients === null ? 'images' : 'patients, each with all their images,';
  const bootstrap =
    draws === 0
      ? 'For so many cases, runs and classes the bootstrap would take too long and is left out. '
      : `The bootstrap draws ${drawn} ${draws} times, the same for every run (percentiles). `;
  return `Two sources of luck: ± and the tests above speak of other training runs on these images, the intervals here of other images for these trained networks. From ${casesOf(over)}. ${bootstrap}An interval is of each number alone, not widened for how many there are.${lost}`;
}
