/** What the report tells beside the table, drawn from the journals of all runs. */
import type { RuntimeHeader } from '../../journal/event';
import type { RunRecord } from '../../journal/run-record';
import type { Cell, PretrainNode } from '../../spec/cell';
import { type ExperimentStatus, failureOf, type RunStatus } from '../experiment-status';
import type { LoadedWeights, ReportInput, RunCurve, RunFailure, RunParts, TaskData } from './report-input';

export type ReportFacts = Pick<
  ReportInput,
  'plan' | 'curves' | 'parts' | 'data' | 'weights' | 'failures' | 'environments'
>;

export function reportFacts({ plan, pretraining, cells }: ExperimentStatus): ReportFacts {
  const ran = cells.filter(({ state }) => state !== 'not-applicable');
  return {
    plan,
    curves: ran.filter(({ record }) => record.epochs.length > 0).map(curveOf),
    parts: ran.flatMap(partsOf),
    data: first(ran.flatMap(dataOf), ({ task }) => task),
    weights: first([...pretraining, ...ran].flatMap(weightsOf), ({ task, initialization, report }) =>
      [task, initialization, report.sha256, report.loaded].join('\n'),
    ),
    failures: [
      ...pretraining.flatMap(({ work, record }) => failure(`pre-training of ${work.initialization}`, record)),
      ...ran.flatMap(({ work, record }) => failure(`${work.task}, ${work.initialization}, run ${work.run}`, record)),
    ],
    environments: first(
      [...pretraining, ...ran].flatMap(({ record }) => record.header ?? []),
      environmentKey,
    ),
  };
}

function curveOf({ work: { task, initialization, run }, record: { epochs } }: RunStatus<Cell>): RunCurve {
  return { task, initialization, run, epochs };
}

/** AUC by class, or both kinds of Dice; of single images there are too many to show. */
function partsOf({ work, state, record: { result } }: RunStatus<Cell>): RunParts[] {
  if (state !== 'finished' || result === null) return [];
  const { task, initialization, run, job } = work;
  const parts =
    job.kind === 'classification'
      ? result.parts
      : { 'mean over images': result.dice?.mean ?? null, 'pooled over pixels': result.dice?.pooled ?? null };
  const scores = Object.entries(parts).flatMap(([part, value]) => (value === null ? [] : [{ part, value }]));
  return scores.length === 0 ? [] : [{ task, initialization, run, scores }];
}

function dataOf({ work, record: { data } }: RunStatus<Cell>): TaskData[] {
  return data === null ? [] : [{ task: work.task, ...data }];
}

function weightsOf({ work, record: { load } }: RunStatus<Cell | PretrainNode>): LoadedWeights[] {
  const task = work.role === 'fine-tune' ? work.task : 'pre-training';
  return load === null ? [] : [{ task, initialization: work.initialization, report: load }];
}

function failure(work: string, record: RunRecord): RunFailure[] {
  const message = failureOf(record);
  return message === null ? [] : [{ work, message }];
}

/** Processes differ; what computes the numbers may not. */
function environmentKey({ warmstart, runtime, engineVersion, device, host }: RuntimeHeader): string {
  return [warmstart, runtime, engineVersion, device, host].join('\n');
}

/** The first item of each key, in order. */
function first<T>(items: readonly T[], key: (item: T) => string): T[] {
  const seen = new Map<string, T>();
  for (const item of items) if (!seen.has(key(item))) seen.set(key(item), item);
  return [...seen.values()];
}
