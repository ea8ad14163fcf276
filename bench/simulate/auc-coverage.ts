/** Whether an interval over test cases holds the AUC that the cases were drawn from. */
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { LEVEL } from '../../results/score/score-cases';
import { bootstrapIntervals, DRAWS, repeatedAuc } from '../../statistics/bootstrap';
import { aucEstimate, placements } from '../../statistics/delong';
import type { Interval } from '../../statistics/difference-interval';
import { drawNormal } from './random';

export interface CoverageExperiment {
  readonly kind: 'coverage';
  readonly interval: 'delong' | 'bootstrap';
  /** True AUC; scores are normal with one spread in both classes. */
  readonly auc: number;
  readonly positives: number;
  readonly negatives: number;
}

/** 1 where the interval of new cases holds the true AUC, else 0. */
export function countCoverage(
  { interval, auc, positives, negatives }: CoverageExperiment,
  random: RandomGenerator,
): number {
  const distance = Math.SQRT2 * normalQuantile(auc, 0, 1);
  const labels = Array.from({ length: positives + negatives }, (_, place) => Number(place < positives));
  const scores = labels.map((label) => label * distance + drawNormal(random));
  const found = interval === 'delong' ? byDelong(scores, labels) : byBootstrap(scores, labels, random);
  return Number(found !== null && found.low <= auc && auc <= found.high);
}

function byDelong(scores: readonly number[], labels: readonly number[]): Interval | null {
  const placed = placements(scores, labels);
  return placed && aucEstimate(placed, LEVEL);
}

function byBootstrap(scores: readonly number[], labels: readonly number[], random: RandomGenerator): Interval | null {
  const aucOf = repeatedAuc(scores, labels);
  const integer = (bound: number) => uniformInt(random, 0, bound - 1);
  const options = { cases: scores.length, draws: DRAWS, level: LEVEL, integer };
  return bootstrapIntervals((times) => [aucOf(times)], options)[0] ?? null;
}
