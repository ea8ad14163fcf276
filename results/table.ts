/** The table: what a reader may conclude, with the numbers behind it. Values are shares in [0, 1]. */
import type { Provenance } from '../catalog/literature';
import type { LoadReport } from '../journal/event';
import type { RunFacts } from '../journal/run-facts';
import type { StatisticsSettings } from '../spec/spec';

/**
 * Against the best mean of the same task, or against the reference that the settings name: `best` or `reference` itself; `worse` or `better` (the
 * test rejects equality); `equivalent` (two one-sided tests within the margin); `undecided` (neither); `untested` (fewer than two runs here or
 * on the other side).
 */
export type Mark = 'best' | 'reference' | 'worse' | 'better' | 'equivalent' | 'undecided' | 'untested';

export interface RunScore {
  readonly run: number;
  readonly value: number;
  /** Of segmentation: in both ways, whichever the value is; absent where it is not known. */
  readonly dice?: { readonly mean: number; readonly pooled: number };
}

/** What a file gave to the encoders of a cell, with the proof that it is in. */
export interface TableWeights extends Pick<LoadReport, 'sha256' | 'loaded' | 'total'> {
  /** Its name, without the folder. */
  readonly file: string;
  /** How its names were read. This and the next are null in older journals. */
  readonly layout: string | null;
  /** Share of the filters' numbers that differ from a fresh initialization, of the run where it is least. */
  readonly differing: number | null;
  readonly batchNorm: NonNullable<LoadReport['proof']>['batchNorm'] | null;
  /** What no training leaves, in words. */
  readonly warnings: readonly string[];
}

/** What the journals of a cell's runs tell beside their scores. */
export interface CellFacts {
  /** SHA-256 of the split of its finished runs; null without any. */
  readonly splitHash: string | null;
  /** Images that were left out for their problems. */
  readonly leftOut: number;
  /** Patients in two parts, and their test images; absent: none. */
  readonly inTwoParts?: RunFacts['inTwoParts'];
  /** What else may be wrong with the data, in whole; absent: nothing. */
  readonly dataWarnings?: readonly string[];
  /** Every file that its runs started from: one, unless it was exchanged in between; none for random weights. */
  readonly weights: readonly TableWeights[];
}

export interface TableCell {
  readonly task: string;
  readonly initialization: string;
  /** `complete`: all runs finished; `partial`: some; `empty`: none yet; `failed`: none finished and some failed; `not-applicable`: "---". */
  readonly state: 'complete' | 'partial' | 'empty' | 'failed' | 'not-applicable';
  /** Score of each finished run, by run. */
  readonly values: readonly RunScore[];
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
  /** Absent for runs of other tools, and what was published. */
  readonly facts?: CellFacts;
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
  /** What the pre-trainings of its initializations started from; random weights, and tables without any, have none. */
  readonly pretraining?: readonly { readonly initialization: string; readonly weights: TableWeights }[];
  /** What was refused, if anything; the cells concerned are `failed` and hold no values. */
  readonly problems?: readonly TableProblem[];
}
