/** From single runs to the scores of each task x initialization, refusing what must not be pooled. */
import type { Cell, Plan } from '../spec/cell';
import type { CellOutcome } from './cell-outcome';
import { groupBy } from './group-by';
import type { TableCell, TableProblem } from './table';

/** The runs of one task from one initialization. */
export interface Scores {
  readonly task: string;
  readonly initialization: string;
  readonly state: TableCell['state'];
  readonly values: TableCell['values'];
  readonly planned: number;
  readonly failed: number;
}

export interface Collected {
  /** In the order of the plan. */
  readonly scores: readonly Scores[];
  readonly problems: readonly TableProblem[];
}

/** `outcomes` by cell id; a cell without one has not run yet. */
export function collect(plan: Plan, outcomes: ReadonlyMap<string, CellOutcome>): Collected {
  const problems: TableProblem[] = [];
  const scores: Scores[] = [];
  for (const [task, cells] of groupBy(plan.cells, (cell) => cell.task)) {
    const finished = cells.flatMap((cell) => outcomes.get(cell.id) ?? []).filter(({ state }) => state === 'finished');
    const mixed = mixedSplits(
      task,
      finished.map(({ splitHash }) => splitHash ?? 'unknown'),
    );
    if (mixed !== null) problems.push(mixed);
    for (const [initialization, runs] of groupBy(cells, (cell) => cell.initialization)) {
      const invalid = runs.flatMap((run) => invalidScore(run, outcomes.get(run.id)) ?? []);
      problems.push(...invalid);
      const refused = mixed !== null || invalid.length > 0;
      scores.push(scoresOf(task, initialization, runs, outcomes, refused));
    }
  }
  return { scores, problems };
}

function scoresOf(
  task: string,
  initialization: string,
  runs: readonly Cell[],
  outcomes: ReadonlyMap<string, CellOutcome>,
  refused: boolean,
): Scores {
  const values = runs.flatMap(({ id, run }) => {
    const outcome = outcomes.get(id);
    return outcome?.state === 'finished' && outcome.value !== null ? [{ run, value: outcome.value }] : [];
  });
  const failed = runs.filter(({ id }) => outcomes.get(id)?.state === 'failed').length;
  const common = { task, initialization, planned: runs.length, failed };
  if (runs.some((run) => run.notApplicable !== null)) return { ...common, state: 'not-applicable', values: [] };
  if (refused && values.length > 0) return { ...common, state: 'failed', values: [] };
  if (values.length === runs.length) return { ...common, state: 'complete', values };
  if (values.length > 0) return { ...common, state: 'partial', values };
  return { ...common, state: failed > 0 ? 'failed' : 'empty', values };
}

/** Scores on different test images answer different questions. `splits`: of each finished run of the task. */
export function mixedSplits(task: string, splits: readonly string[]): TableProblem | null {
  const groups = [...groupBy(splits, (split) => split)];
  if (groups.length < 2) return null;
  const parts = groups.map(([split, runs]) => `${runs.length} on ${split.slice(0, 8)}`).join(', ');
  return {
    code: 'mixed-splits',
    task,
    initialization: null,
    message:
      `The finished runs of ${task} were split into different images (${parts}), so their scores cannot be compared. ` +
      'Restore the dataset to what it was, or run the task afresh.',
  };
}

function invalidScore({ task, initialization, run }: Cell, outcome: CellOutcome | undefined): TableProblem | null {
  if (outcome?.state !== 'finished') return null;
  const { value } = outcome;
  if (value !== null && value >= 0 && value <= 1) return null;
  return {
    code: 'invalid-score',
    task,
    initialization,
    message:
      `Run ${run} of ${task} from ${initialization} is finished with the score ${value ?? 'missing'}, which is no share in [0, 1]. ` +
      'Its cell is left out; run it afresh.',
  };
}
