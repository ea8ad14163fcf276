/** The table: what a reader may conclude, with the numbers behind it. Values are shares in [0, 1]. */
import type { Provenance } from '../catalog/literature';
import type { StatisticsSettings } from '../spec/spec';

/**
 * Against the best mean of the same task, or against the reference that the settings name: `best` or `reference` itself; `worse` or `better` (the
 * test rejects equality); `equivalent` (two one-sided tests within the margin); `undecided` (neither); `untested` (fewer than two runs here or
 * on the other side).
 */
export type Mark = 'best' | 'reference' | 'worse' | 'better' | 'equivalent' | 'undecided' | 'untested';

export interface TableCell {
  readonly task: string;
  readonly initialization: string;
  /** `complete`: all runs finished; `partial`: some; `empty`: none yet; `failed`: none finished and some failed; `not-applicable`: "---". */
  readonly state: 'complete' | 'partial' | 'empty' | 'failed' | 'not-applicable';
  /** Score of each finished run, by run. */
  readonly values: readonly { readonly run: number; readonly value: number }[];
  readonly mean: number | null;
  /** null below two runs (ddof 1). */
  readonly sd: number | null;
  readonly n: number;
  readonly planned: number;
  /** Whether its mean is the highest of the task; several, where they tie. */
  readonly best: boolean;
  readonly mark: Mark | null;
  /** p-value of the comparison with the best or the reference, corrected as `statistics.correction` says; null for that one itself and the untested. */
  readonly p: number | null;
  /** p-value of the equivalence test, corrected in a family of its own; null without a margin. */
  readonly equivalenceP: number | null;
  /** Where a cell that was not run here is quoted from; absent for one's own runs. */
  readonly published?: { readonly source: string; readonly provenance: Provenance };
}

/** Why scores were left out of the table: they could not be pooled, or are no scores. */
export interface TableProblem {
  readonly code: 'mixed-splits' | 'invalid-score';
  readonly task: string;
  /** null: the whole task is concerned. */
  readonly initialization: string | null;
  readonly message: string;
}

export interface Table {
  readonly name: string;
  readonly tasks: readonly { readonly name: string; readonly metric: string }[];
  readonly initializations: readonly string[];
  /** Task by task, initialization by initialization. */
  readonly cells: readonly TableCell[];
  readonly statistics: StatisticsSettings;
  /** States test, sidedness, correction, alpha, margin, ddof, n, and how the best was chosen. */
  readonly caption: string;
  /** What was refused, if anything; the cells concerned are `failed` and hold no values. */
  readonly problems?: readonly TableProblem[];
}
