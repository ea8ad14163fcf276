/** All tasks together: how they rank the initializations, and which mean ranks are shown to differ (Demsar 2006). */
import { type Friedman, friedman } from '../statistics/friedman';
import { criticalDifference, nemenyi } from '../statistics/nemenyi';
import type { Table, TableCell } from './table';
import { tableRows } from './table-rows';

export interface OverTasks {
  /** Those that are ranked, in the order of the table. */
  readonly tasks: readonly string[];
  /** Lowest mean rank first. */
  readonly ranking: readonly Ranked[];
  readonly friedman: Friedman;
  /** The means that were ranked: by task, by place in the table. */
  readonly blocks: readonly (readonly number[])[];
  /** By how much mean ranks must differ to be told apart, at the table's alpha. */
  readonly criticalDifference: number;
  /** First and last place in the ranking of those between which no difference is shown; the longest such stretches, of two or more. */
  readonly groups: readonly (readonly [first: number, last: number])[];
  readonly leftOut: { readonly tasks: readonly string[]; readonly initializations: readonly string[] };
}

export interface Ranked {
  readonly initialization: string;
  readonly meanRank: number;
  /** By task; 1 is the highest mean, ties share the mean of their ranks. */
  readonly ranks: readonly number[];
  /** By Nemenyi's test, of "no other mean rank than that of the first", adjusted for all pairs; null for the first. */
  readonly p: number | null;
}

/** null below two tasks or three initializations that are complete on all of them: there is nothing to rank. Published cells rank among themselves. */
export function overTasks(table: Table): OverTasks | null {
  const { alpha } = table.statistics;
  const part = commonPart(table);
  if (part.tasks.length < 2 || part.initializations.length < 3) return null;
  const blocks = part.tasks.map((task) =>
    part.initializations.map((initialization) => part.means.get(initialization)!.get(task)!),
  );
  const test = friedman(blocks);
  const p = nemenyi(test.meanRanks, blocks.length);
  const order = part.initializations.map((_, place) => place).sort((a, b) => test.meanRanks[a]! - test.meanRanks[b]!);
  const first = order[0]!;
  return {
    tasks: part.tasks,
    ranking: order.map((place) => ({
      initialization: part.initializations[place]!,
      meanRank: test.meanRanks[place]!,
      ranks: test.ranks.map((row) => row[place]!),
      p: place === first ? null : p[first]![place]!,
    })),
    friedman: test,
    blocks,
    criticalDifference: criticalDifference(part.initializations.length, blocks.length, alpha),
    groups: groups(order, (a, b) => p[a]![b]! > alpha),
    leftOut: {
      tasks: table.tasks.map(({ name }) => name).filter((name) => !part.tasks.includes(name)),
      initializations: part.candidates.filter((name) => !part.initializations.includes(name)),
    },
  };
}

/**
 * A test over tasks needs every initialization on every task. Until that is so, whatever lacks the largest share of the rest is left out:
 * a task that has hardly run, an initialization that does not apply somewhere; of equals an initialization, the last of the table first.
 */
function commonPart(table: Table) {
  const hasOwn = table.cells.some(({ published, mean }) => published === undefined && mean !== null);
  const rows = tableRows(table).filter(
    ({ cells }) => !hasOwn || cells.some((cell) => cell && cell.published === undefined),
  );
  const means = new Map(rows.map(({ initialization, cells }) => [initialization, completeMeans(cells)]));
  const candidates = [...means.keys()];
  let [tasks, initializations] = [table.tasks.map(({ name }) => name), candidates];
  const lacks = (task: string, initialization: string) => !means.get(initialization)!.has(task);
  for (;;) {
    const worst = [
      ...tasks.map((task) => ({ task, share: share(initializations, (one) => lacks(task, one)) })),
      ...initializations.map((initialization) => ({
        initialization,
        share: share(tasks, (task) => lacks(task, initialization)),
      })),
    ].reduce((a, b) => (b.share >= a.share ? b : a), { task: '', share: 0 });
    if (worst.share === 0) return { tasks, initializations, candidates, means };
    if ('task' in worst) tasks = tasks.filter((task) => task !== worst.task);
    else initializations = initializations.filter((one) => one !== worst.initialization);
  }
}

/** By task. */
function completeMeans(cells: readonly (TableCell | null)[]): Map<string, number> {
  const complete = cells.flatMap((cell) => (cell?.state === 'complete' && cell.mean !== null ? [cell] : []));
  return new Map(complete.map(({ task, mean }) => [task, mean!]));
}

function share<T>(items: readonly T[], has: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(has).length / items.length;
}

/** Mean ranks lie on a line, so that those between two which are not told apart are not told apart either. */
function groups(order: readonly number[], isAlike: (a: number, b: number) => boolean): [number, number][] {
  const found: [number, number][] = [];
  for (const first of order.keys()) {
    const last = order.findLastIndex((place) => isAlike(order[first]!, place));
    if (last > first && last > (found.at(-1)?.[1] ?? 0)) found.push([first, last]);
  }
  return found;
}
