/** Tables of published cells, alone or beside one's own runs. */

import { findCatalogInitialization } from '../../catalog/initializations';
import type { Literature, PublishedCell } from '../../catalog/literature';
import { findCatalogTask } from '../../catalog/tasks';
import type { StatisticsSettings } from '../../spec/spec';
import { printedSummary } from '../../statistics/summary';
import type { Scores } from '../collect';
import { groupBy } from '../group-by';
import { tableOfScores } from '../make-table';
import type { Table, TableCell } from '../table';
import { printedName } from './names';

/** The tests that the paper is understood to have made. */
export const PAPER_STATISTICS: StatisticsSettings = {
  test: 'student',
  compare: 'best',
  reference: null,
  alternative: 'two-sided',
  alpha: 0.05,
  correction: 'none',
  margin: null,
  ddof: 0,
};

/** Published cells alone, compared with each other by t-tests from their means and standard deviations. Of a place's cells the first counts. */
export function tableOfLiterature(
  literature: Literature,
  statistics: StatisticsSettings,
  cells: readonly PublishedCell[],
): Table {
  const tasks = [...groupBy(cells, ({ task }) => task).keys()].map((name) => ({
    name,
    metric: findCatalogTask(name)?.metric ?? 'score',
  }));
  const initializations = [...groupBy(cells, ({ initialization }) => initialization).keys()];
  const published = new Map(cells.toReversed().map((cell) => [placeOf(cell.initialization, cell.task), cell]));
  const scores = tasks.flatMap(({ name }) =>
    initializations.map((initialization) => {
      const cell = published.get(placeOf(initialization, name));
      return cell ? scoresOf(cell) : nothing(initialization, name);
    }),
  );
  const table = tableOfScores(literature.source, tasks, { scores, problems: [] }, statistics);
  return {
    ...table,
    initializations: initializations.map(printedName),
    // What was not published stays blank: "not run yet" would be no answer.
    cells: table.cells.flatMap((cell) => {
      if (cell.state === 'empty') return [];
      const printed = published.get(placeOf(cell.initialization, cell.task));
      const named = { ...cell, initialization: printedName(cell.initialization), values: [] };
      if (printed === undefined) return named;
      return { ...named, mean: printed.mean, sd: printed.sd, published: origin(literature, printed) };
    }),
    caption: `${table.caption} Every number is quoted from ${literature.source}; tests are recomputed from means, standard deviations and n.`,
  };
}

/** The same table with rows of published cells for its tasks. They stand beside the runs and enter no test, mean or mark. */
export function besidePublished(table: Table, literature: Literature): Table {
  const beside = table.tasks.flatMap(({ name }) =>
    literature.tables
      .flatMap(({ cells }) => cells)
      .filter(({ task }) => task === name || task === findCatalogTask(name)?.name)
      .map((cell): TableCell => {
        const { mean, sd, n } = cell;
        return {
          task: name,
          initialization: `${printedName(cell.initialization)} (${literature.source})`,
          state: 'complete',
          values: [],
          mean,
          sd,
          n,
          planned: n,
          best: false,
          mark: null,
          p: null,
          equivalenceP: null,
          published: origin(literature, cell),
        };
      }),
  );
  if (beside.length === 0) return table;
  const rows = [...new Set(beside.map(({ initialization }) => initialization))];
  return {
    ...table,
    initializations: [...table.initializations, ...rows],
    cells: table.tasks.flatMap(({ name }) => [...table.cells, ...beside].filter(({ task }) => task === name)),
    caption: `${table.caption} Rows of ${literature.source} are quoted as published: they come from other splits, code and machines, and enter no test and no mark here.${spreads(literature, table.statistics)}`,
  };
}

/** Spreads side by side must not be taken for the same kind. */
function spreads({ tables }: Literature, { ddof }: StatisticsSettings): string {
  const other = tables.some(({ cells }) => cells.some((cell) => cell.ddof !== ddof));
  return other ? ` Their standard deviations have ${ddof === 1 ? 'n' : 'n − 1'} in the denominator.` : '';
}

function scoresOf(cell: PublishedCell): Scores {
  const values = standIn(cell).map((value, index) => ({ run: index + 1, value }));
  const { task, initialization, n } = cell;
  return { task, initialization, state: 'complete', values, planned: n, failed: 0 };
}

/** What was not published, and what cannot be: weights that were pre-trained on the task's own data. */
function nothing(initialization: string, task: string): Scores {
  const dataset = findCatalogTask(task)?.dataset;
  const seen = findCatalogInitialization(initialization)?.pretrainedOn ?? [];
  const state = dataset !== undefined && seen.includes(dataset) ? 'not-applicable' : 'empty';
  return { task, initialization, state, values: [], planned: 0, failed: 0 };
}

/**
 * n values of the published mean and spread: half of them above the mean, half below, one in the middle if n is odd. A t-test knows a
 * sample by mean, spread and n alone, so that it cannot tell these from the runs; no other test may see them.
 */
function standIn({ mean, sd, n, ddof }: PublishedCell): number[] {
  const half = Math.floor(n / 2);
  const step = Math.sqrt(printedSummary(mean, sd, n, ddof).squares / (2 * half));
  return [
    ...Array<number>(half).fill(mean - step),
    ...Array<number>(n - 2 * half).fill(mean),
    ...Array<number>(half).fill(mean + step),
  ];
}

function origin({ source }: Literature, { provenance }: PublishedCell) {
  return { source, provenance };
}

function placeOf(initialization: string, task: string): string {
  return JSON.stringify([initialization, task]);
}
