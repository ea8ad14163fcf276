/** What scores over test cases come to: how much they would differ on other patients, for the trainings at hand. */
import type { TestCases } from '../../journal/test-cases';
import type { Interval } from '../../statistics/difference-interval';

/** A finished run, with what it left of its test cases. */
export interface TestedRun {
  readonly initialization: string;
  readonly run: number;
  /** Those that an AUC averages over. */
  readonly classes: readonly string[];
  /** null: missing, or unreadable. */
  readonly cases: TestCases | null;
}

/** Each is null where it is not defined; an interval also where it was not asked for. */
export interface OverCases {
  readonly value: number | null;
  readonly bootstrap: Interval | null;
  /** Of AUC alone. */
  readonly delong: Interval | null;
}

export interface CellOverCases {
  readonly initialization: string;
  /** Mean over its runs on the same draws of test cases. */
  readonly score: OverCases;
  /** By class, where an AUC averages over several; likewise means over runs. */
  readonly classes: readonly (OverCases & { readonly name: string })[];
  readonly runs: readonly (OverCases & { readonly run: number })[];
  /** Minus the one that the task compares with, on the same cases; null for that one, and without it. */
  readonly difference: OverCases | null;
}

export interface TaskOverCases {
  readonly task: string;
  /** Of the test part; 0 where no run has left any. */
  readonly images: number;
  /** Where some have several images; these are drawn together. null: each image is drawn for itself. */
  readonly patients: number | null;
  /** Of the bootstrap; 0 where it was left out, as too many cases would take too long. */
  readonly draws: number;
  /** Share that an interval covers. */
  readonly level: number;
  /** What `difference` is taken from. */
  readonly against: string | null;
  readonly cells: readonly CellOverCases[];
  /** Runs without test cases that give their score. */
  readonly missing: readonly { readonly initialization: string; readonly run: number }[];
}
