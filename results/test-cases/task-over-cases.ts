/** How well the test cases know what one task has scored: every run, every mean over runs, and every difference. */
import { clusterCount, DRAWS } from '../../statistics/bootstrap';
import { groupBy } from '../group-by';
import { comparedWith } from '../summary';
import type { Table } from '../table';
import { clustersOf } from './clusters-of';
import { intervalsOf, type Quantity } from './intervals-of';
import type { TaskOverCases, TestedRun } from './over-cases';
import { type ScoredRun, scoredRun } from './scored-run';

/** Cases of all runs and classes, times draws, above which AUCs are left to DeLong: some twenty seconds. */
const MOST_STEPS = 3e9;

/**
 * `runs`: those of the task, all of the same test cases. `integer`: a source of whole numbers from 0 to below a bound.
 * null where the table has no score of the task.
 */
export function taskOverCases(
  { cells, statistics }: Table,
  { name, metric }: Table['tasks'][number],
  runs: readonly TestedRun[],
  integer: (bound: number) => number,
): TaskOverCases | null {
  const own = cells.filter(({ task }) => task === name);
  const shown = own.flatMap(({ initialization, values }) => values.map((each) => ({ initialization, ...each })));
  if (shown.length === 0) return null;
  const found = shown.map(({ initialization, run, value }) => {
    const tested = runs.find((one) => one.initialization === initialization && one.run === run);
    return tested === undefined ? null : scoredRun(tested, metric, value);
  });
  const scored = found.filter((run) => run !== null);
  const { ids = [], groups = null } = scored[0]?.cases ?? {};
  const classes = scored[0]?.values.length === 1 ? [] : (scored[0]?.classes ?? []);
  const clusters = clustersOf(groups);
  const steps = DRAWS * scored.length * Math.max(1, classes.length) * ids.length;
  const draws = metric === 'auc' && steps > MOST_STEPS ? 0 : DRAWS;
  const level = 1 - statistics.alpha;

  const byInitialization = groupBy(scored, ({ initialization }) => initialization);
  const against = comparedWith(own, statistics)?.initialization ?? null;
  const anchor = byInitialization.get(against ?? '') ?? [];
  const wanted = [...byInitialization].map(([initialization, ofCell]) => ({
    initialization,
    score: meanOf(0, ofCell),
    classes: classes.map((_, index) => meanOf(index + 1, ofCell)),
    runs: ofCell.map((run) => meanOf(0, [run])),
    difference: ofCell === anchor || anchor.length === 0 ? [] : [differenceOf(ofCell, anchor)],
  }));
  const intervals = intervalsOf(
    wanted.flatMap((cell) => [cell.score, ...cell.classes, ...cell.runs, ...cell.difference]),
    scored,
    { cases: ids.length, clusters, level, draws, integer },
  );
  return {
    task: name,
    images: ids.length,
    patients: clusters === null ? null : clusterCount(clusters),
    draws,
    level,
    against,
    cells: wanted.map((cell) => ({
      initialization: cell.initialization,
      score: intervals.get(cell.score)!,
      classes: cell.classes.map((each, index) => ({ name: classes[index]!, ...intervals.get(each)! })),
      runs: byInitialization
        .get(cell.initialization)!
        .map(({ run }, index) => ({ run, ...intervals.get(cell.runs[index]!)! })),
      difference: cell.difference.map((each) => intervals.get(each)!)[0] ?? null,
    })),
    missing: shown
      .filter((_, index) => found[index] === null)
      .map(({ initialization, run }) => ({ initialization, run })),
  };
}

function meanOf(part: number, runs: readonly ScoredRun[]): Quantity {
  return { part, weights: new Map(runs.map((run) => [run, 1 / runs.length])), isDifference: false };
}

function differenceOf(runs: readonly ScoredRun[], others: readonly ScoredRun[]): Quantity {
  const weights = [...meanOf(0, runs).weights, ...others.map((run) => [run, -1 / others.length] as const)];
  return { part: 0, weights: new Map(weights), isDifference: true };
}
