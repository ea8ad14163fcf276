/** What the ranks over all tasks show, in sentences. */
import type { StatisticsSettings } from '../spec/spec';
import { chanceOfAgreement } from '../statistics/friedman';
import { TIE } from '../statistics/ranks';
import { count, list, pValue } from './numbers';
import type { OverTasks } from './over-tasks';

/** A rank or a difference of ranks: `2.33`. */
export function rankText(rank: number): string {
  return rank.toFixed(2);
}

export function overTasksText(ranked: OverTasks, { alpha }: StatisticsSettings): string {
  const { tasks, ranking, friedman } = ranked;
  if (Number.isNaN(friedman.chiSquare)) return 'Every task ties all of its initializations.';
  const [df, rest] = friedman.fDf;
  const agreement = Number.isFinite(friedman.f)
    ? `Iman and Davenport's F(${df}, ${rest}) = ${friedman.f.toFixed(2)}, p ${pValue(friedman.fP, alpha)}`
    : `all tasks agree on one order, which luck alone does with p ${pValue(chanceOfAgreement(ranked.blocks[0]!, tasks.length), alpha)}`;
  const lowest = ranking[0]!.meanRank;
  const first = ranking.filter(({ meanRank }) => meanRank - lowest < TIE).map(({ initialization }) => initialization);
  return (
    `Over ${count(tasks.length, 'task')}, ${list(first)} ${first.length === 1 ? 'has' : 'share'} the lowest mean rank (${rankText(lowest)} of ${ranking.length}). ` +
    `Friedman's test of equal ranks: χ²(${df}) = ${friedman.chiSquare.toFixed(2)}, p ${pValue(friedman.p, alpha)}; ${agreement}.`
  );
}

/** What the figure shows, what so many tasks can show at all, and what is not in it. */
export function overTasksNote(ranked: OverTasks, { alpha }: StatisticsSettings): string {
  const { tasks, ranking, criticalDifference, leftOut } = ranked;
  const most = ranking.length - 1;
  const reach =
    criticalDifference > most
      ? `Mean ranks of ${ranking.length} differ by ${most} at most: with ${count(tasks.length, 'task')} no difference can be shown, whatever the scores.`
      : 'Bars join those that are not shown to differ, which is no evidence of equality.';
  const missing = [
    ...(leftOut.initializations.length > 0 ? [list(leftOut.initializations)] : []),
    ...(leftOut.tasks.length > 0 ? [`${leftOut.tasks.length === 1 ? 'task' : 'tasks'} ${list(leftOut.tasks)}`] : []),
  ];
  return (
    `Mean ranks over ${list(tasks)}; 1 is the highest mean. Two must differ by CD = ${rankText(criticalDifference)} to be told apart ` +
    `(Nemenyi's test of all pairs, alpha ${alpha}). ${reach} Tasks count as a sample of tasks; how much runs vary, and how large differences of scores are, does not enter.` +
    `${missing.length === 0 ? '' : ` Left out, as not every cell is applicable and complete: ${missing.join('; ')}.`}`
  );
}
