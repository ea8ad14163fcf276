/** Intervals over test cases of sums of runs' scores, all from the same draws. */
import { bootstrapIntervals } from '../../statistics/bootstrap';
import type { Interval } from '../../statistics/difference-interval';
import { influencedAuc, influenceInterval } from '../../statistics/influence';
import type { OverCases } from './over-cases';
import { classCases } from './resampled-score';
import type { ScoredRun } from './scored-run';

/** A run's own score, a mean over runs, or a difference of means; of the score (part 0), or of one of the classes that it averages over. */
export interface Quantity {
  readonly part: number;
  /** The sum is of `part` of these runs. */
  readonly weights: ReadonlyMap<ScoredRun, number>;
  /** Of a score, intervals are cut to [0, 1]. */
  readonly isDifference: boolean;
}

export interface IntervalOptions {
  /** Test cases. */
  readonly cases: number;
  /** Patient of each case, from 0 on; null where each case is its own. */
  readonly clusters: Int32Array | null;
  readonly level: number;
  /** 0: no bootstrap. */
  readonly draws: number;
  /** A whole number from 0 to below `bound`. */
  readonly integer: (bound: number) => number;
}

/** `runs`: all that the quantities are made of, in an order that is always the same. */
export function intervalsOf(
  quantities: readonly Quantity[],
  runs: readonly ScoredRun[],
  { clusters, level, ...options }: IntervalOptions,
): ReadonlyMap<Quantity, OverCases> {
  const ofQuantities = (parts: readonly (readonly (number | null)[])[]) => {
    const byRun = new Map(runs.map((run, index) => [run, parts[index]!]));
    return quantities.map(({ part, weights }) => weightedSum(weights, (run) => byRun.get(run)![part] ?? null));
  };
  const values = ofQuantities(runs.map((run) => run.values));
  const resampled = options.draws === 0 ? [] : runs.map((run) => run.resample());
  const bootstrap = bootstrapIntervals((times) => ofQuantities(resampled.map((score) => score(times))), {
    ...options,
    level,
    clusters: clusters ?? undefined,
  });
  const influences = influencesOf(quantities, runs, clusters);
  return new Map(
    quantities.map((quantity, index) => {
      const value = values[index] ?? null;
      const influence = influences?.[index];
      const delong = influence && value !== null ? influenceInterval({ value, influence }, clusters, level) : null;
      const shown = delong !== null && !quantity.isDifference ? withinShares(delong) : delong;
      return [quantity, { value, bootstrap: bootstrap[index] ?? null, delong: shown }];
    }),
  );
}

function weightedSum(weights: Quantity['weights'], of: (run: ScoredRun) => number | null): number | null {
  let sum = 0;
  for (const [run, weight] of weights) {
    const value = of(run);
    if (value === null) return null;
    sum += weight * value;
  }
  return sum;
}

function withinShares({ low, high }: Interval): Interval {
  return { low: Math.max(0, low), high: Math.min(1, high) };
}

/** By quantity, what each case adds to its error; null of Dice. Run by run, as those of all runs would take much memory. */
function influencesOf(
  quantities: readonly Quantity[],
  runs: readonly ScoredRun[],
  clusters: Int32Array | null,
): readonly Float64Array[] | null {
  if (runs[0]?.cases.kind !== 'classification') return null;
  const sums = quantities.map(() => new Float64Array(runs[0]!.cases.ids.length));
  for (const run of runs) {
    const parts = influencedParts(run, clusters);
    for (const [index, { part, weights }] of quantities.entries()) {
      const weight = weights.get(run);
      if (weight !== undefined) addScaled(sums[index]!, parts[part]!, weight);
    }
  }
  return sums;
}

/** As `values` of the run: the mean over the classes that have both labels, then each class where there are several. */
function influencedParts({ cases, classes }: ScoredRun, clusters: Int32Array | null): Float64Array[] {
  if (cases.kind !== 'classification') return [];
  const parts = classes.map((name) => {
    const { scores, labels } = classCases(cases, name);
    return influencedAuc(scores, labels, clusters);
  });
  const known = parts.filter((part) => part !== null);
  const mean = new Float64Array(cases.ids.length);
  for (const { influence } of known) addScaled(mean, influence, 1 / known.length);
  const unknown = new Float64Array(cases.ids.length).fill(Number.NaN);
  return parts.length > 1 ? [mean, ...parts.map((part) => part?.influence ?? unknown)] : [mean];
}

function addScaled(sums: Float64Array, added: Float64Array, weight: number): void {
  for (let index = 0; index < sums.length; index++) sums[index]! += weight * added[index]!;
}
