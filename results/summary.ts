/** What the table says, in words: one or two sentences for every task. */
import type { StatisticsSettings } from '../spec/spec';
import { detectable, type Plan, planner, runCount, runsForObserved } from './design';
import { isWithinMargin } from './marks';
import { count, list, meanAndSd, percent, pValue } from './numbers';
import type { Mark, Table, TableCell } from './table';

export interface TaskSummary {
  readonly task: string;
  readonly text: string;
}

export function summarize(table: Table): readonly TaskSummary[] {
  return table.tasks.map(({ name }) => ({
    task: name,
    text: sentences(
      name,
      table.cells.filter((cell) => cell.task === name),
      table,
    ),
  }));
}

function sentences(task: string, cells: readonly TableCell[], { statistics, problems = [] }: Table): string {
  const problem = problems.find((found) => found.task === task && found.initialization === null);
  if (problem !== undefined) return problem.message;
  const best = cells.filter((cell) => cell.best);
  if (best.length === 0) return `On ${task}, no run has finished yet.`;
  const open = cells.some(({ state }) => state === 'partial' || state === 'empty');
  const others = [
    ...different(withMark(cells, 'better'), 'better', statistics),
    ...different(withMark(cells, 'worse'), 'worse', statistics),
    ...equivalent(withMark(cells, 'equivalent'), statistics),
    ...undecided(withMark(cells, 'undecided'), comparedWith(cells, statistics), cells, statistics),
    ...untested(withMark(cells, 'untested')),
  ];
  const shown = isShownBest(cells, statistics) ? ' and is shown to be the best' : '';
  const clauses = [`${open ? 'So far, on' : 'On'} ${task}, ${lead(best)}${shown}`, ...others];
  return `${clauses.join('; ')}.`;
}

function lead(best: readonly TableCell[]): string {
  const [first] = best;
  const { mean, sd } = first!;
  const score = meanAndSd(mean!, best.length === 1 ? sd : null, 1);
  return best.length === 1
    ? `${first!.initialization} has the highest mean (${score}, n = ${first!.n})`
    : `${list(best.map(({ initialization }) => initialization))} share the highest mean (${score})`;
}

/** By Hsu's comparison, whose claims hold together: where every other is worse, only one can be the best in truth. */
function isShownBest(cells: readonly TableCell[], { correction }: StatisticsSettings): boolean {
  const others = cells.filter(({ best, state }) => !best && state !== 'not-applicable');
  return correction === 'hsu' && others.length > 0 && others.every(({ mark }) => mark === 'worse');
}

function different(cells: readonly TableCell[], mark: 'worse' | 'better', statistics: StatisticsSettings): string[] {
  const within = cells.filter((cell) => isWithinMargin(cell, statistics));
  const beyond = cells.filter((cell) => !isWithinMargin(cell, statistics));
  return [
    ...say(beyond, `${mark}${than(statistics)}`, ({ p }) => p!, statistics.alpha),
    ...say(
      within,
      `${mark}${than(statistics)}, yet by less than ${statistics.margin} points`,
      ({ p }) => p!,
      statistics.alpha,
    ),
  ];
}

/** The best has just been named; a reference has not. */
function than({ compare, reference }: StatisticsSettings, word = 'than'): string {
  return compare === 'reference' ? ` ${word} ${reference}` : '';
}

function equivalent(cells: readonly TableCell[], statistics: StatisticsSettings): string[] {
  const verdict = `equivalent${than(statistics, 'to')} within ${statistics.margin} points`;
  return say(cells, verdict, ({ equivalenceP }) => equivalenceP!, statistics.alpha);
}

function undecided(
  cells: readonly TableCell[],
  other: TableCell | null,
  task: readonly TableCell[],
  statistics: StatisticsSettings,
): string[] {
  const [said] = say(cells, `undecided${than(statistics, 'against')}`, ({ p }) => p!, statistics.alpha);
  if (said === undefined || other === null) return said === undefined ? [] : [said];
  const plans = cells.map(planner(other, task, statistics));
  const limits = plans.flatMap((plan) => detectable(plan) ?? []);
  if (limits.length === 0) return [said];
  const runs = [other, ...cells].every(({ n }) => n === other.n) ? `n = ${other.n}` : 'so few runs';
  // No score lies further below the other than zero does.
  const possible = limits.filter((limit) => limit < other.mean!);
  if (possible.length === 0)
    return [`${said}: runs that vary so much can show no difference with ${runs} (80 % power)`];
  const range = fromTo(possible, (limit) => percent(limit, 1));
  return [`${said}: ${runs} can show only differences above ${range} points (80 % power)${moreRuns(plans)}`];
}

/** For planning: the observed differences are guesses of the true ones, and not what the tests are to be blamed with. */
function moreRuns(plans: readonly Plan[]): string {
  const needed = plans.flatMap((plan) => runsForObserved(plan) ?? []);
  if (needed.length === 0) return '';
  const what =
    needed.length === 1 ? 'the true difference were the one observed' : 'the true differences were those observed';
  return `; if ${what}, it would take ${fromTo(needed, runCount)} runs of each`;
}

/** `2.1`, or `2.1 to 3.0`. */
function fromTo(values: readonly number[], write: (value: number) => string): string {
  const [least, most] = [write(Math.min(...values)), write(Math.max(...values))];
  return least === most ? least : `${least} to ${most}`;
}

function untested(cells: readonly TableCell[]): string[] {
  if (cells.length === 0) return [];
  return [`${names(cells)} ${cells.length === 1 ? 'is' : 'are'} untested (a test needs two runs on each side)`];
}

/** `random is worse (p = 0.004)`, `a and b are worse (p = 0.004 and p = 0.01)`, `18 initializations are worse (each p < 0.001)`. */
function say(cells: readonly TableCell[], verdict: string, p: (cell: TableCell) => number, alpha: number): string[] {
  if (cells.length === 0) return [];
  return [`${names(cells)} ${cells.length === 1 ? 'is' : 'are'} ${verdict} (${pValues(cells.map(p), alpha)})`];
}

/** More names, or p-values, than this are counted, or given as a range. */
const LISTED = 4;

function names(cells: readonly TableCell[]): string {
  if (cells.length > LISTED) return count(cells.length, 'initialization');
  return list(cells.map(({ initialization }) => initialization));
}

function pValues(values: readonly number[], alpha: number): string {
  const written = values.toSorted((a, b) => a - b).map((value) => `p ${pValue(value, alpha)}`);
  if (new Set(written).size === 1) return written.length === 1 ? written[0]! : `each ${written[0]}`;
  if (values.length > LISTED) return `${written[0]} to ${written.at(-1)}`;
  return list(values.map((value) => `p ${pValue(value, alpha)}`));
}

/** The cell of a task that the others were tested against: of several that share the best mean, the one with the most runs. */
export function comparedWith(cells: readonly TableCell[], { compare }: StatisticsSettings): TableCell | null {
  const [first, ...others] = cells.filter(({ mark }) => mark === (compare === 'reference' ? 'reference' : 'best'));
  return first === undefined ? null : others.reduce((a, b) => (b.n > a.n ? b : a), first);
}

function withMark(cells: readonly TableCell[], mark: Mark): TableCell[] {
  return cells.filter((cell) => cell.mark === mark);
}
