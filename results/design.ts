/** The comparison of two initializations of a task as a t-test to plan with: what it can show, and how many runs would show more. */
import type { StatisticsSettings } from '../spec/spec';
import { detectableDifference, type TestDesign } from '../statistics/detectable-difference';
import { designsWithBest } from '../statistics/hsu';
import { type RunSpread, runSpread } from '../statistics/run-spread';
import { differenceOfMeans } from '../statistics/run-test';
import { type Aim, MOST_RUNS, runsForDifference, runsForEquivalence } from '../statistics/runs-needed';
import { isTestable, pooled, samplesOf } from './compare';
import type { TableCell } from './table';

/** The chance with which a test is to find what is there. */
export const POWER = 0.8;

export interface Plan {
  readonly design: TestDesign;
  readonly spread: RunSpread;
  /** Of the observed means, as a share. */
  readonly difference: number;
}

/**
 * Plans the comparison of cells of a `task` with one of them: as the t-test of the same design, which rank tests come close to. Corrected: at
 * the level that the first of the task's comparisons must reach.
 */
export function planner(
  other: TableCell,
  task: readonly TableCell[],
  statistics: StatisticsSettings,
): (cell: TableCell) => Plan {
  const { test } = statistics;
  const designOf = statistics.correction === 'hsu' ? hsuDesigns(other, task, statistics) : designs(task, statistics);
  return (cell) => {
    const samples = samplesOf(cell.values, other.values, test);
    const difference = differenceOfMeans(...samples, test);
    return { design: designOf(cell, difference), spread: runSpread(...samples, test), difference: difference.value };
  };
}

/** The difference that the comparison finds with a chance of 80 %, as a share, given how much these runs vary; null where nothing varies. */
export function detectable({ design }: Plan): number | null {
  return design.standardError > 0 ? detectableDifference(design, POWER) : null;
}

/**
 * Runs of each of the two with which the comparison would find the observed difference with a chance of 80 %, if that were the true one;
 * infinite beyond MOST_RUNS, null where nothing varies.
 */
export function runsForObserved({ design, spread, difference }: Plan): number | null {
  return spread.sd > 0 ? orMore(runsForDifference(Math.abs(difference), spread, aimOf(design))) : null;
}

/** Runs of each with which the equivalence test within the margin, in points, would succeed with a chance of 80 %, if there were no true difference. */
export function runsToEquivalence({ design, spread }: Plan, margin: number): number | null {
  return spread.sd > 0 ? orMore(runsForEquivalence(margin / 100, spread, aimOf(design))) : null;
}

function orMore(runs: number | null): number {
  return runs ?? Number.POSITIVE_INFINITY;
}

/** `12`, or `over 10,000`. */
export function runCount(runs: number): string {
  return runs > MOST_RUNS ? `over ${MOST_RUNS.toLocaleString('en')}` : runs.toLocaleString('en');
}

function aimOf({ alpha, alternative }: TestDesign): Aim {
  return { power: POWER, alpha, alternative };
}

type DesignOf = (cell: TableCell, difference: Pick<TestDesign, 'standardError' | 'df'>) => TestDesign;

function designs(task: readonly TableCell[], statistics: StatisticsSettings): DesignOf {
  const { alternative, correction } = statistics;
  const alpha = correction === 'none' ? statistics.alpha : statistics.alpha / familySize(task, statistics);
  const sides = alternative === 'two-sided' ? 'two-sided' : 'one-sided';
  return (_, { standardError, df }) => ({ standardError, df, alpha, alternative: sides });
}

function hsuDesigns(other: TableCell, task: readonly TableCell[], { alpha }: StatisticsSettings): DesignOf {
  const members = pooled(task.map(({ values }) => values));
  const memberOf = (cell: TableCell) => members.findIndex(({ place }) => task[place] === cell);
  const designOf = designsWithBest(
    members.map(({ summary }) => summary),
    alpha,
  );
  return (cell) => designOf(memberOf(cell), memberOf(other));
}

/** How many comparisons of a task are corrected together. */
function familySize(task: readonly TableCell[], { compare, test }: StatisticsSettings): number {
  if (compare !== 'all-pairs') return task.filter(({ p }) => p !== null).length;
  return task
    .flatMap((cell, index) => task.slice(index + 1).map((other) => samplesOf(cell.values, other.values, test)))
    .filter(([a, b]) => isTestable(a, b)).length;
}
