/** The table of an experiment, from what its runs have scored so far. */
import { runFacts } from '../journal/run-facts';
import type { RunRecord } from '../journal/run-record';
import type { Plan, PretrainNode } from '../spec/cell';
import type { StatisticsSettings } from '../spec/spec';
import { mean, standardDeviation } from '../statistics/describe';
import { makeCaption } from './caption';
import { tableWeights } from './cell-facts';
import type { CellOutcome } from './cell-outcome';
import { type Collected, collect, type Scores } from './collect';
import { type Comparison, compareInitializations } from './compare';
import { groupBy } from './group-by';
import type { Table, TableCell } from './table';

/**
 * Means, spreads and marks of every task x initialization of the plan. `outcomes` by cell id; `pretraining`: what cells wait for. Scores that cannot be
 * pooled or are no scores are left out, and named in `problems`; the other cells keep theirs.
 */
export function makeTable(
  plan: Plan,
  outcomes: ReadonlyMap<string, CellOutcome>,
  statistics: StatisticsSettings,
  pretraining: readonly Pretraining[] = [],
): Table {
  const table = tableOfScores(plan.name, tasksOf(plan), collect(plan, outcomes), statistics);
  const loaded = [...groupBy(pretraining, ({ work }) => work.initialization)].flatMap(([initialization, own]) =>
    tableWeights(own.flatMap(({ record }) => runFacts(record).weights ?? [])).map((weights) => ({
      initialization,
      weights,
    })),
  );
  return loaded.length === 0 ? table : { ...table, pretraining: loaded };
}

/** How far a pre-training is. */
interface Pretraining {
  readonly work: PretrainNode;
  readonly record: RunRecord;
}

/** The table of scores, wherever they come from. Initializations stand in the order in which they appear. */
export function tableOfScores(
  name: string,
  tasks: Table['tasks'],
  { scores, problems }: Collected,
  statistics: StatisticsSettings,
): Table {
  const cells = tasks.flatMap((task) =>
    cellsOf(
      scores.filter((score) => score.task === task.name),
      statistics,
    ),
  );
  const failed = scores.reduce((sum, score) => sum + score.failed, 0);
  return {
    name,
    tasks,
    initializations: [...new Set(scores.map(({ initialization }) => initialization))],
    cells,
    statistics,
    caption: makeCaption(tasks, cells, statistics, failed),
    problems,
  };
}

function tasksOf(plan: Plan): Table['tasks'] {
  const metrics = new Map(plan.cells.map(({ task, job }) => [task, job.metric]));
  return [...metrics].map(([name, metric]) => ({ name, metric }));
}

function cellsOf(task: readonly Scores[], statistics: StatisticsSettings): TableCell[] {
  const reference = task.findIndex(({ initialization }) => initialization === statistics.reference);
  const { comparisons, best } = compareInitializations(
    task.map(({ values }) => values),
    statistics,
    reference < 0 ? null : reference,
  );
  return task.map((scores, index) => cellOf(scores, comparisons[index]!, best.includes(index), statistics.ddof));
}

function cellOf(
  { task, initialization, state, values, planned, facts }: Scores,
  comparison: Comparison | null,
  best: boolean,
  ddof: 0 | 1,
): TableCell {
  const sample = values.map(({ value }) => value);
  return {
    task,
    initialization,
    state,
    values,
    mean: sample.length === 0 ? null : mean(sample),
    // The spread of a single run is not 0 but unknown, whatever the denominator.
    sd: sample.length < 2 ? null : standardDeviation(sample, ddof),
    n: sample.length,
    planned,
    best,
    mark: comparison?.mark ?? null,
    p: comparison?.p ?? null,
    equivalenceP: comparison?.equivalenceP ?? null,
    ...(facts && { facts }),
  };
}
