/** AUC by class and macro, with how well the test cases know them. */
import { bootstrapIntervals, DRAWS, repeatedAuc } from '../../statistics/bootstrap';
import { type AucComparison, aucEstimate, compareAucs, placements } from '../../statistics/delong';
import type { Interval } from '../../statistics/difference-interval';
import type { ScoredClass } from './match-scores';

export const LEVEL = 0.95;

export interface ClassScore {
  readonly name: string;
  readonly positives: number;
  readonly negatives: number;
  /** By score file; null without both labels. */
  readonly auc: readonly (number | null)[];
  /** DeLong's intervals; null where they are not defined. */
  readonly delong: readonly (Interval | null)[];
  readonly bootstrap: readonly (Interval | null)[];
  /** DeLong's test of the first file against the second; null for a single file. */
  readonly comparison: AucComparison | null;
}

export interface Score {
  readonly cases: number;
  readonly classes: readonly ClassScore[];
  readonly macro: {
    /** Mean over the classes that have both labels. */
    readonly auc: readonly (number | null)[];
    readonly bootstrap: readonly (Interval | null)[];
    /** First minus second file, with a bootstrap interval over the same draws. */
    readonly difference: { readonly value: number; readonly bootstrap: Interval | null } | null;
  };
}

/** `integer`: a source of whole numbers from 0 to below a bound. All intervals are of the same draws. */
export function scoreCases(cases: number, classes: readonly ScoredClass[], integer: (bound: number) => number): Score {
  const files = classes[0]?.scores.map((_, file) => file) ?? [];
  const repeated = files.map((file) => classes.map(({ scores, labels }) => repeatedAuc(scores[file]!, labels)));
  const options = { cases, draws: DRAWS, level: LEVEL, integer };
  const intervals = bootstrapIntervals((times) => {
    const aucs = repeated.map((ofFile) => ofFile.map((one) => one(times)));
    const macros = aucs.map(meanOf);
    return [...aucs.flat(), ...macros, minus(macros[0], macros[1])];
  }, options);
  const macroAt = files.length * classes.length;
  const scored = classes.map((each, index) =>
    classScore(
      each,
      files.map((file) => intervals[file * classes.length + index]!),
    ),
  );
  const macro = files.map((file) => meanOf(scored.map(({ auc }) => auc[file]!)));
  const difference = minus(macro[0], macro[1]);
  return {
    cases,
    classes: scored,
    macro: {
      auc: macro,
      bootstrap: files.map((file) => intervals[macroAt + file]!),
      difference: difference === null ? null : { value: difference, bootstrap: intervals.at(-1)! },
    },
  };
}

function classScore({ name, labels, scores }: ScoredClass, bootstrap: readonly (Interval | null)[]): ClassScore {
  const placed = scores.map((each) => placements(each, labels));
  const [first, second] = placed;
  const positives = labels.filter((each) => each === 1).length;
  return {
    name,
    positives,
    negatives: labels.length - positives,
    auc: placed.map((each) => each?.auc ?? null),
    delong: placed.map((each) => {
      if (each === null) return null;
      const { low, high, standardError } = aucEstimate(each, LEVEL);
      return Number.isNaN(standardError) ? null : { low, high };
    }),
    bootstrap,
    comparison: placed.length === 2 && first && second ? compareAucs(first, second, LEVEL) : null,
  };
}

/** Over the classes in which it is defined. */
function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function minus(a: number | null | undefined, b: number | null | undefined): number | null {
  return a == null || b == null ? null : a - b;
}
