/** An experiment as the run store tells it: the plan, and how far each of its runs is. */
import { runFacts } from '../journal/run-facts';
import type { RunRecord } from '../journal/run-record';
import type { Cell, Plan, PretrainNode } from '../spec/cell';
import type { StatisticsSettings } from '../spec/spec';
import type { CellOutcome, CellState } from './cell-outcome';
import { makeTable } from './make-table';
import type { Table } from './table';

export interface RunStatus<Work> {
  readonly work: Work;
  readonly state: CellState | 'not-applicable';
  readonly record: RunRecord;
}

export interface ExperimentStatus {
  readonly plan: Plan;
  readonly pretraining: readonly RunStatus<PretrainNode>[];
  readonly cells: readonly RunStatus<Cell>[];
}

/** The table of what the journals say by now. */
export function tableOfExperiment(
  { plan, pretraining, cells }: ExperimentStatus,
  statistics: StatisticsSettings,
): Table {
  return makeTable(plan, new Map(cells.map((status) => [status.work.id, outcomeOf(status)])), statistics, pretraining);
}

/** A score counts from the end of its run: before that a crash may still take the evaluation back. Of two that one run cannot have, none counts. */
export function outcomeOf({ work, state, record }: RunStatus<Cell>): CellOutcome {
  return {
    cell: work,
    state: state === 'not-applicable' ? 'waiting' : state,
    value: state === 'finished' && record.results < 2 ? (record.result?.value ?? null) : null,
    splitHash: record.data?.splitHash ?? null,
    failure: failureOf(record),
    facts: runFacts(record),
  };
}

/** Why the latest attempt failed, or cannot be trusted; null otherwise. */
export function failureOf({ ending, results }: RunRecord): string | null {
  if (results > 1) return 'two processes have written into its journal';
  return ending?.type === 'failed' ? ending.message : null;
}
