/** All that a report shows, gathered by whoever has the files: the report itself reads none. */
import type { LoadReport, RuntimeHeader } from '../../journal/event';
import type { Plan } from '../../spec/cell';
import type { Table } from '../table';
import type { TaskOverCases } from '../test-cases/over-cases';

/** One run's way through its epochs, the last report of each counting. */
export interface RunCurve {
  readonly task: string;
  readonly initialization: string;
  readonly run: number;
  readonly epochs: readonly {
    /** 1-based. */
    readonly epoch: number;
    readonly trainLoss: number;
    readonly validationLoss: number;
    /** In [0, 1]; null where it is not defined. */
    readonly validationMetric: number | null;
  }[];
}

/** What a task's runs were trained and tested on. */
export interface TaskData {
  readonly task: string;
  /** Images in each part. */
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  readonly classes: readonly string[];
  readonly splitHash: string;
  /** Images that were left out for their problems, as the spec allows; absent: none. */
  readonly leftOut?: number;
  /** What may make the scores too good; absent: nothing. */
  readonly warnings?: readonly string[];
}

export interface LoadedWeights {
  readonly task: string;
  readonly initialization: string;
  readonly report: LoadReport;
}

/** What a finished run's score is made of, each in [0, 1]. */
export interface RunParts {
  readonly task: string;
  readonly initialization: string;
  readonly run: number;
  /** AUC by class, or Dice by the way it is averaged. */
  readonly scores: readonly { readonly part: string; readonly value: number }[];
}

export interface RunFailure {
  /** Such as `vessels, random, run 2`. */
  readonly work: string;
  readonly message: string;
}

export interface ReportInput {
  readonly plan: Plan;
  readonly table: Table;
  readonly curves: readonly RunCurve[];
  readonly parts: readonly RunParts[];
  /** Of each task that has scores. */
  readonly overCases: readonly TaskOverCases[];
  readonly data: readonly TaskData[];
  readonly weights: readonly LoadedWeights[];
  readonly failures: readonly RunFailure[];
  /** Every different environment that a finished run saw. */
  readonly environments: readonly RuntimeHeader[];
  readonly specFile: string;
  readonly specText: string;
  /** What to type to get these results again. */
  readonly command: string;
  /** When the report was written, ISO 8601 in UTC. */
  readonly written: string;
}
