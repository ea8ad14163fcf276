/** From single runs to the scores of each task x initialization, refusing what must not be pooled. */
import type { Cell, Plan } from '../spec/cell';
import { cellFacts } from './cell-facts';
import type { CellOutcome } from './cell-outcome';
import { groupBy } from './group-by';
import type { RunScore, TableCell, TableProblem } from './table';

/** The runs of one task from one initialization. */
export interface Scores {
  readonly task: string;
  readonly initialization: string;
  readonly state: TableCell['state'];
  readonly values: TableCell['values'];
  readonly planned: number;
  readonly failed: number;
  readonly facts?: TableCell['facts'];
}

export interface Collected {
  /** In the order of the plan. */
  readonly scores: readonly Scores[];
  readonly problems: readonly TableProblem[];
}

/** A planned run, and what became of it so far. */
interface Run {
  readonly cell: Cell;
  readonly outcome: CellOutcome | undefined;
}

/** `outcomes` by cell id; a cell without one has not run yet. */
export function collect(plan: Plan, outcomes: ReadonlyMap<string, CellOutcome>): Collected {
  const problems: TableProblem[] = [];
  const scores: Scores[] = [];
  const runs = plan.cells.map((cell): Run => ({ cell, outcome: outcomes.get(cell.id) }));
  for (const [task, ofTask] of groupBy(runs, ({ cell }) => cell.task)) {
    const splits = ofTask.filter(isFinished).map(({ outcome }) => outcome.splitHash ?? 'unknown');
    const mixed = mixedSplits(task, splits);
    if (mixed !== null) problems.push(mixed);
    for (const [initialization, own] of groupBy(ofTask, ({ cell }) => cell.initialization)) {
      const invalid = own.filter(isFinished).filter(({ outcome }) => !isShare(outcome.value));
      problems.push(...invalid.map(invalidScore));
      scores.push(scoresOf(task, initialization, own, mixed !== null || invalid.length > 0));
    }
  }
  return { scores, problems };
}

function isFinished(run: Run): run is Run & { readonly outcome: CellOutcome } {
  return run.outcome?.state === 'finished';
}

function isShare(value: number | null): value is number {
  return value !== null && value >= 0 && value <= 1;
}

function scoresOf(task: string, initialization: string, runs: readonly Run[], refused: boolean): Scores {
  const finished = runs.filter(isFinished);
  const failed = runs.filter(({ outcome }) => outcome?.state === 'failed').length;
  const facts = cellFacts(runs.flatMap(({ outcome }) => outcome ?? []));
  const common = { task, initialization, planned: runs.length, failed, ...(facts && { facts }) };
  if (runs.some(({ cell }) => cell.notApplicable !== null)) return { ...common, state: 'not-applicable', values: [] };
  if (refused && finished.length > 0) return { ...common, state: 'failed', values: [] };
  const values = finished.map(scoreOf);
  if (values.length === runs.length) return { ...common, state: 'complete', values };
  if (values.length > 0) return { ...common, state: 'partial', values };
  return { ...common, state: failed > 0 ? 'failed' : 'empty', values };
}

function scoreOf({ cell, outcome: { value, facts } }: Run & { readonly outcome: CellOutcome }): RunScore {
  const score = { run: cell.run, value: value! };
  return facts?.dice ? { ...score, dice: facts.dice } : score;
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

function invalidScore({ cell: { task, initialization, run }, outcome }: Run): TableProblem {
  return {
    code: 'invalid-score',
    task,
    initialization,
    message:
      (outcome?.failure
        ? `Run ${run} of ${task} from ${initialization} cannot be trusted: ${outcome.failure}. `
        : `Run ${run} of ${task} from ${initialization} is finished with the score ${outcome?.value ?? 'missing'}, which is no share in [0, 1]. `) +
      'Its cell is left out; run it afresh.',
  };
}
