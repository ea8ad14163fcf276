/** The comparisons within one task: every initialization against the best mean, against a reference, or all pairs. */
import type { StatisticsSettings } from '../spec/spec';
import { correct, type PValueCorrection } from '../statistics/correction';
import { mean } from '../statistics/describe';
import { equivalence } from '../statistics/equivalence';
import { compareWithBest } from '../statistics/hsu';
import { TIE } from '../statistics/ranks';
import { isPaired, type RunTest, testRuns } from '../statistics/run-test';
import { type Summary, summaryOf } from '../statistics/summary';
import { pFromTails } from '../statistics/tails';
import type { Mark } from './table';

export interface RunScore {
  readonly run: number;
  readonly value: number;
}

export interface Comparison {
  readonly mark: Mark;
  /** Corrected; null for the best or the reference itself, and the untested. */
  readonly p: number | null;
  readonly equivalenceP: number | null;
}

/** Two initializations of a task that were tested, by their places in the order given. */
export interface Pair {
  readonly first: number;
  readonly second: number;
  /** Corrected over all comparisons of the task. */
  readonly p: number;
  readonly equivalenceP: number | null;
  /** Whether the first lies on the lower side, by the test's own statistic. */
  readonly firstIsLower: boolean;
}

export interface TaskComparisons {
  /** One per initialization; null where no run has finished. */
  readonly comparisons: readonly (Comparison | null)[];
  /** Places of those that share the highest mean; empty where nothing has run. */
  readonly best: readonly number[];
  /** What was tested: against the best or the reference, which is `second`, or all pairs. */
  readonly pairs: readonly Pair[];
}

/**
 * `samples`: the finished runs of each initialization. `reference`: place of the one that the settings name, null where the task does not
 * have it. Those that share the best mean are all `best`; the others are compared with the one of them that has the most runs, the first of
 * those in the order given.
 */
export function compareInitializations(
  samples: readonly (readonly RunScore[])[],
  settings: StatisticsSettings,
  reference: number | null = null,
): TaskComparisons {
  const best = bestOf(samples);
  const anchor = settings.compare === 'reference' ? reference : mostRuns(best, samples);
  const tested = candidates(samples, settings, anchor, best).filter(([first, second]) =>
    isTestable(...samplesOf(samples[first]!, samples[second]!, settings.test)),
  );
  const pairs =
    settings.correction === 'hsu'
      ? testWithBest(tested, samples, settings)
      : testPairs(tested, samples, settings, settings.correction);
  const comparisons = samples.map((sample, index): Comparison | null => {
    if (sample.length === 0) return null;
    if (index === anchor && settings.compare === 'reference') return untestedAs('reference');
    if (best.includes(index) && settings.compare !== 'reference') return untestedAs('best');
    const pair = pairs.find(
      ({ first, second }) => (first === index && second === anchor) || (first === anchor && second === index),
    );
    if (pair === undefined) return untestedAs('untested');
    const isLower = (pair.first === index) === pair.firstIsLower;
    return { mark: verdict(pair, isLower, settings.alpha), p: pair.p, equivalenceP: pair.equivalenceP };
  });
  return { comparisons, best, pairs };
}

/** The values of both, of common runs in one order where the test is paired. */
export function samplesOf(
  a: readonly RunScore[],
  b: readonly RunScore[],
  test: RunTest,
): readonly [a: readonly number[], b: readonly number[]] {
  if (!isPaired(test)) return [a.map(({ value }) => value), b.map(({ value }) => value)];
  const ofRun = new Map(b.map(({ run, value }) => [run, value]));
  const common = a.flatMap(({ run, value }) => {
    const other = ofRun.get(run);
    return other === undefined ? [] : [[value, other] as const];
  });
  return [common.map(([value]) => value), common.map(([, other]) => other)];
}

function bestOf(samples: readonly (readonly RunScore[])[]): number[] {
  const means = samples.map((sample) =>
    sample.length === 0 ? Number.NEGATIVE_INFINITY : mean(sample.map(({ value }) => value)),
  );
  const highest = Math.max(...means);
  if (highest === Number.NEGATIVE_INFINITY) return [];
  return means.flatMap((value, index) => (highest - value <= TIE ? [index] : []));
}

function mostRuns(places: readonly number[], samples: readonly (readonly RunScore[])[]): number | null {
  const [first, ...others] = places;
  if (first === undefined) return null;
  return others.reduce((a, b) => (samples[b]!.length > samples[a]!.length ? b : a), first);
}

type Places = readonly [first: number, second: number];

function candidates(
  samples: readonly (readonly RunScore[])[],
  { compare }: StatisticsSettings,
  anchor: number | null,
  best: readonly number[],
): Places[] {
  const places = samples.map((_, index) => index);
  if (compare === 'all-pairs')
    return places.flatMap((first) => places.slice(first + 1).map((second): Places => [first, second]));
  if (anchor === null) return [];
  return places
    .filter((place) => place !== anchor && (compare === 'reference' || !best.includes(place)))
    .map((place): Places => [place, anchor]);
}

/** Of those with two runs, which Hsu's comparison takes together: their places, and what it needs of each. */
export function pooled(samples: readonly (readonly RunScore[])[]): { place: number; summary: Summary }[] {
  return samples.flatMap((sample, place) =>
    sample.length < 2 ? [] : [{ place, summary: summaryOf(sample.map(({ value }) => value)) }],
  );
}

export function isTestable(a: readonly number[], b: readonly number[]): boolean {
  return a.length >= 2 && b.length >= 2;
}

function testPairs(
  tested: readonly Places[],
  samples: readonly (readonly RunScore[])[],
  { test, alternative, margin }: StatisticsSettings,
  correction: PValueCorrection,
): Pair[] {
  const values = tested.map(([first, second]) => samplesOf(samples[first]!, samples[second]!, test));
  const tails = values.map(([a, b]) => testRuns(a, b, test));
  // Without any variance, equal means leave nothing to test, and a difference of exactly the margin is not within it: NaN.
  const p = correct(
    tails.map((both) => orOne(pFromTails(both, alternative))),
    correction,
  );
  const within =
    margin === null
      ? null
      : correct(
          values.map(([a, b]) => orOne(equivalence(a, b, test, margin / 100).p)),
          correction,
        );
  return tested.map(([first, second], index) => ({
    first,
    second,
    p: p[index]!,
    equivalenceP: within?.[index] ?? null,
    firstIsLower: tails[index]!.lower < tails[index]!.upper,
  }));
}

/** All at once: the p-values already count every comparison, and the choice of the best. */
function testWithBest(
  tested: readonly Places[],
  samples: readonly (readonly RunScore[])[],
  { margin }: StatisticsSettings,
): Pair[] {
  if (tested.length === 0) return [];
  const members = pooled(samples);
  const found = compareWithBest(
    members.map(({ summary }) => summary),
    margin === null ? null : margin / 100,
  );
  return tested.map(([first, second]) => {
    const member = members.findIndex(({ place }) => place === first);
    return { first, second, ...found[member]!, firstIsLower: true };
  });
}

function orOne(p: number): number {
  return Number.isNaN(p) ? 1 : p;
}

function untestedAs(mark: Mark): Comparison {
  return { mark, p: null, equivalenceP: null };
}

/** A difference that was shown comes first: it stays a difference, even where it is smaller than the margin. */
function verdict({ p, equivalenceP }: Pair, isLower: boolean, alpha: number): Mark {
  if (p <= alpha) return isLower ? 'worse' : 'better';
  return equivalenceP !== null && equivalenceP <= alpha ? 'equivalent' : 'undecided';
}
