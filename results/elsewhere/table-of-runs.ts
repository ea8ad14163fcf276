/** The table of runs that another tool has recorded: the same means, tests and refusals as for one's own. */
import type { StatisticsSettings } from '../../spec/spec';
import { mixedSplits, type Scores } from '../collect';
import { groupBy } from '../group-by';
import { tableOfScores } from '../make-table';
import type { Table } from '../table';
import type { ImportedRun } from './read-runs';

export function tableOfRuns(name: string, runs: readonly ImportedRun[], statistics: StatisticsSettings): Table {
  const tasks = [...groupBy(runs, ({ task }) => task)];
  const problems = tasks.flatMap(
    ([task, own]) =>
      mixedSplits(
        task,
        own.map(({ split }) => split),
      ) ?? [],
  );
  const initializations = [...new Set(runs.map(({ initialization }) => initialization))];
  const scores = tasks.flatMap(([task, own]) => {
    const refused = problems.some((problem) => problem.task === task);
    return initializations.map((initialization) =>
      scoresOf(
        task,
        initialization,
        own.filter((run) => run.initialization === initialization),
        refused,
      ),
    );
  });
  const metrics = tasks.map(([task, own]) => ({ name: task, metric: own[0]!.metric }));
  return tableOfScores(name, metrics, { scores, problems }, statistics);
}

function scoresOf(task: string, initialization: string, runs: readonly ImportedRun[], refused: boolean): Scores {
  const values = refused ? [] : runs.map(({ run, value }) => ({ run, value }));
  const state = runs.length === 0 ? 'empty' : refused ? 'failed' : 'complete';
  return { task, initialization, state, values, planned: runs.length, failed: 0 };
}
