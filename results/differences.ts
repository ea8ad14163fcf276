/** Differences of means within a task, with the intervals that go with the settings. */
import type { StatisticsSettings } from '../spec/spec';
import { differenceInterval, type Interval } from '../statistics/difference-interval';
import { intervalsWithBest } from '../statistics/hsu';
import { differenceOfMeans } from '../statistics/run-test';
import { pooled, samplesOf } from './compare';
import type { TableCell } from './table';

export interface MeanDifference extends Interval {
  readonly cell: TableCell;
  /** Of its mean from that of the other side, as a share. */
  readonly value: number;
}

/**
 * Of every tested cell of a task from the one that all are compared with, each interval for itself. Under Hsu's comparison simultaneous
 * intervals, also for the best: each from the highest mean of the others.
 */
export function meanDifferences(
  task: readonly TableCell[],
  against: TableCell,
  { test, alpha, correction }: StatisticsSettings,
): MeanDifference[] {
  if (correction === 'hsu') return differencesFromBest(task, 1 - alpha);
  return task
    .filter(({ p }) => p !== null)
    .map((cell) => {
      const difference = differenceOfMeans(...samplesOf(cell.values, against.values, test), test);
      return { cell, value: difference.value, ...differenceInterval(difference, 1 - alpha) };
    });
}

function differencesFromBest(task: readonly TableCell[], level: number): MeanDifference[] {
  const members = pooled(task.map(({ values }) => values));
  const intervals = intervalsWithBest(
    members.map(({ summary }) => summary),
    level,
  );
  return members.map((member, index) => {
    const others = members.filter((other) => other !== member).map(({ summary }) => summary.mean);
    const value = member.summary.mean - Math.max(...others);
    return { cell: task[member.place]!, value, ...intervals[index]! };
  });
}
