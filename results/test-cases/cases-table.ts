/** The scores of a task over its test cases as a table, and what a reader must know of it. */
import { metricName } from '../metric-name';
import { levelText, percent, points, rangeText } from '../numbers';
import type { Table } from '../table';
import { findCell } from '../table-rows';
import { verdictText } from '../verdict-text';
import { casesOf } from './cases-verdict';
import type { OverCases, TaskOverCases } from './over-cases';

const KINDS = ['bootstrap', 'delong'] as const;
const KIND_NAMES = { bootstrap: 'bootstrap', delong: 'DeLong' } as const;

/** A row for each initialization: its mean over runs, and how it differs from the one that the task compares with. */
export function casesTable(over: TaskOverCases, table: Table) {
  const { cells, against, task } = over;
  const isCompared = cells.some(({ difference }) => difference !== null);
  const scores = intervalColumns(over, ({ score }) => score);
  const differences = intervalColumns(over, ({ difference }) => difference);
  const { metric } = table.tasks.find(({ name }) => name === task)!;
  return {
    head: [
      'Initialization',
      `${metricName(metric)}, mean over runs`,
      ...scores.head,
      ...(isCompared ? [`Minus ${against}`, ...differences.head, 'Over runs'] : []),
    ],
    rows: cells.map(({ initialization, score, difference }) => [
      initialization,
      valueText(score),
      ...scores.of(score, percent),
      ...(isCompared
        ? [
            difference === null || difference.value === null ? '—' : points(difference.value),
            ...differences.of(difference, points),
            verdictText(findCell(table, task, initialization)!, table.statistics),
          ]
        : []),
    ]),
  };
}

/** A column for each kind of interval that some cell has. */
export function intervalColumns(
  { cells, level }: TaskOverCases,
  wanted: (cell: TaskOverCases['cells'][number]) => OverCases | null,
) {
  const kinds = KINDS.filter((kind) => cells.some((cell) => wanted(cell)?.[kind] != null));
  return {
    head: kinds.map((kind) => `${levelText(level)} by ${KIND_NAMES[kind]}`),
    of: (over: OverCases | null, write: (value: number) => string) =>
      kinds.map((kind) => rangeText(over?.[kind] ?? null, write)),
  };
}

export function valueText({ value }: OverCases): string {
  return value === null ? '—' : percent(value);
}

export function casesCaption(over: TaskOverCases): string {
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
  return `Two sources of luck: ± and the marks speak of other training runs on these images, the intervals here of other images for these trained networks. From ${casesOf(over)}. ${bootstrap}An interval is of each number alone, not widened for how many there are.${lost}`;
}
