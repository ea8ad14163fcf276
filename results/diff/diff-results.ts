/** How the results of two experiments differ, cell by cell. */
import { differenceInterval } from '../../statistics/difference-interval';
import { differenceOfSummaries, summaryOf } from '../../statistics/summary';
import type { CellOutcome } from '../cell-outcome';
import type { Table } from '../table';
import { findCell } from '../table-rows';

export interface ResultChange {
  readonly task: string;
  readonly initialization: string;
  readonly from: { readonly mean: number; readonly sd: number | null; readonly n: number };
  readonly to: { readonly mean: number; readonly sd: number | null; readonly n: number };
  /** Second minus first, as a share; null where the two may not be compared. */
  readonly difference: number | null;
  /** 95 % interval by Welch's t; null where a side has a single run. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** Why there is no difference; null where there is one. */
  readonly reason: string | null;
}

export interface Results {
  readonly table: Table;
  readonly outcomes: ReadonlyMap<string, CellOutcome>;
}

/** Cells that both have results for. Scores on other images, or by another metric, are shown and not subtracted. */
export function diffResults(a: Results, b: Results): readonly ResultChange[] {
  return a.table.cells.flatMap((before) => {
    const { task, initialization } = before;
    const after = findCell(b.table, task, initialization);
    if (after === null || before.mean === null || after.mean === null) return [];
    const reason = whyNot(task, a, b);
    const [from, to] = [before, after].map(({ values }) => summaryOf(values.map(({ value }) => value)));
    const difference = differenceOfSummaries(to!, from!, 'welch');
    const known = reason === null && before.n > 1 && after.n > 1;
    return [
      {
        task,
        initialization,
        from: { mean: before.mean, sd: before.sd, n: before.n },
        to: { mean: after.mean, sd: after.sd, n: after.n },
        difference: reason === null ? difference.value : null,
        interval: known ? differenceInterval(difference, 0.95) : null,
        reason,
      },
    ];
  });
}

function whyNot(task: string, a: Results, b: Results): string | null {
  const [splitsA, splitsB] = [a, b].map(({ outcomes }) => splitsOf(task, outcomes));
  if (splitsA!.some((split) => !splitsB!.includes(split))) return 'tested on different images';
  const [metricA, metricB] = [a, b].map(({ table }) => table.tasks.find(({ name }) => name === task)?.metric);
  return metricA === metricB ? null : `${metricA} is not ${metricB}`;
}

function splitsOf(task: string, outcomes: ReadonlyMap<string, CellOutcome>): (string | null)[] {
  const finished = [...outcomes.values()].filter(({ cell, state }) => cell.task === task && state === 'finished');
  return [...new Set(finished.map(({ splitHash }) => splitHash))];
}
