/** A truth to draw scores from: what initializations are worth, and how their runs vary. */
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import type { RunScore } from '../../results/compare';
import { drawNormal } from './random';

/** One initialization; mean and spread in percentage points of the score. */
export interface Truth {
  /** Above a score of 0.9. */
  readonly mean: number;
  readonly spread: number;
  readonly runs: number;
}

export interface World {
  readonly initializations: readonly Truth[];
  readonly shape: Shape;
  /** Correlation between the scores of runs that share a seed, from 0 to 1. */
  readonly sharedSeeds: number;
}

export type Shape = keyof typeof SHAPES;

const CENTER = 0.9;

const FAILS_BELOW = normalQuantile(0.1, 0, 1);

/** What a standard normal number becomes. */
const SHAPES = {
  normal: (z: number) => z,
  /** Against a ceiling one spread above the mean: an exponential distribution, of mean 0 and spread 1, upside down. */
  pressed: (z: number) => 1 + Math.log(normalCdf(-z, 0, 1)),
  /** The unluckiest tenth of the runs fails to train, and loses ten spreads. */
  failing: (z: number) => (z < FAILS_BELOW ? z - 10 : z),
};

/** k initializations of one spread, at mean 0 but for those that are given. */
export function equalSpreads(k: number, runs: number, means: readonly number[] = []): World {
  return {
    initializations: Array.from({ length: k }, (_, place) => ({ mean: means[place] ?? 0, spread: 1, runs })),
    shape: 'normal',
    sharedSeeds: 0,
  };
}

/** Scores of one experiment, by initialization. */
export function drawScores({ initializations, shape, sharedSeeds }: World, random: RandomGenerator): RunScore[][] {
  const [shared, own] = [Math.sqrt(sharedSeeds), Math.sqrt(1 - sharedSeeds)];
  const seeds = Array.from({ length: Math.max(...initializations.map(({ runs }) => runs)) }, () => drawNormal(random));
  return initializations.map(({ mean, spread, runs }) =>
    Array.from({ length: runs }, (_, run) => {
      const deviation = SHAPES[shape](shared * seeds[run]! + own * drawNormal(random));
      return { run, value: CENTER + (mean + spread * deviation) / 100 };
    }),
  );
}
