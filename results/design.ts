/** The comparison of two initializations of a task as a t-test to plan with: what it can show, and how many runs would show more. */
import type { StatisticsSettings } from '../spec/spec';
import { detectableDifference, type TestDesign } from '../statistics/detectable-difference';
import { designWithBest } from '../statistics/hsu';
import { runSpread } from '../statistics/run-spread';
import { differenceOfMeans } from '../statistics/run-test';
import { type Aim, MOST_RUNS, runsForDifference, runsForEquivalence } from '../statistics/runs-needed';
import { isTestable, pooled, samplesOf } from './compare';
import type { TableCell } from './table';

/** The chance with which a test is to find what is there. */
export const POWER = 0.8;

/**
 * The difference that the comparison of `cell` with the other finds with a chance of 80 %, as a share, given how much these runs vary: that
 * of the t-test of the same design, which rank tests come close to. Corrected: at the level that the first of the comparisons of the `task`
 * must reach.
 */
export function detectable(
  cell: TableCell,
  other: TableCell,
  task: readonly TableCell[],
  statistics: StatisticsSettings,
): number | null {
  const design = designOf(cell, other, task, statistics);
  return design.standardError > 0 ? detectableDifference(design, POWER) : null;
}

function designOf(
  cell: TableCell,
  other: TableCell,
  task: readonly TableCell[],
  statistics: StatisticsSettings,
): TestDesign {
  const { test, alternative, alpha, correction } = statistics;
  if (correction === 'hsu') {
    const members = pooled(task.map(({ values }) => values));
    const [i, j] = [cell, other].map((one) => members.findIndex(({ place }) => task[place] === one));
    return designWithBest(
      members.map(({ summary }) => summary),
      i!,
      j!,
      alpha,
    );
  }
  const { standardError, df } = differenceOfMeans(...samplesOf(cell.values, other.values, test), test);
  return {
    standardError,
    df,
    alpha: correction === 'none' ? alpha : alpha / familySize(task, statistics),
    alternative: alternative === 'two-sided' ? 'two-sided' : 'one-sided',
  };
}

/** How many comparisons of a task are corrected together. */
function familySize(task: readonly TableCell[], { compare, test }: StatisticsSettings): number {
  if (compare !== 'all-pairs') return task.filter(({ p }) => p !== null).length;
  return task
    .flatMap((cell, index) => task.slice(index + 1).map((other) => samplesOf(cell.values, other.values, test)))
    .filter(([a, b]) => isTestable(a, b)).length;
}

/**
 * Runs of each of the two with which the comparison would find the observed difference with a chance of 80 %, if that were the true one; null
 * for more than MOST_RUNS, or where nothing varies.
 */
export function runsForObserved(
  cell: TableCell,
  other: TableCell,
  task: readonly TableCell[],
  statistics: StatisticsSettings,
): number | null {
  const plan = planOf(cell, other, task, statistics);
  return plan && runsForDifference(Math.abs(plan.difference), plan.spread, plan.aim);
}

/** Runs of each with which the equivalence test would succeed with a chance of 80 %, if there were no true difference; null also without a margin. */
export function runsToEquivalence(
  cell: TableCell,
  other: TableCell,
  task: readonly TableCell[],
  statistics: StatisticsSettings,
): number | null {
  const plan = planOf(cell, other, task, statistics);
  return plan && statistics.margin !== null ? runsForEquivalence(statistics.margin / 100, plan.spread, plan.aim) : null;
}

/** `12`, or `over 10,000`. */
export function runCount(runs: number | null): string {
  return runs === null || runs > MOST_RUNS ? `over ${MOST_RUNS.toLocaleString('en')}` : runs.toLocaleString('en');
}

function planOf(cell: TableCell, other: TableCell, task: readonly TableCell[], statistics: StatisticsSettings) {
  const [a, b] = samplesOf(cell.values, other.values, statistics.test);
  const spread = runSpread(a, b, statistics.test);
  if (!isTestable(a, b) || !(spread.sd > 0)) return null;
  const { alpha, alternative } = designOf(cell, other, task, statistics);
  const aim: Aim = { power: POWER, alpha, alternative };
  return { difference: differenceOfMeans(a, b, statistics.test).value, spread, aim };
}
