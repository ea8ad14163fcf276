/** One task of a table, through the code that makes tables. */
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { compareInitializations, type Pair } from '../../results/compare';
import type { StatisticsSettings } from '../../spec/spec';
import { drawScores, type World } from './world';

export interface TableExperiment {
  readonly kind: 'table';
  readonly world: World;
  /** A reference is the first initialization. */
  readonly settings: StatisticsSettings;
  readonly count: Count;
}

/**
 * Of the claims "worse" and "better": whether there is any; whether any is false; which share of them is false, 0 where there is none; and which
 * share of the true differences that were tested is claimed. `first-worse`: whether the first initialization is called worse.
 * `equivalent`: whether there is any claim of equivalence.
 */
export type Count = 'any' | 'any-false' | 'false-share' | 'found-share' | 'first-worse' | 'equivalent';

export function settingsWith(changes: Partial<StatisticsSettings>): StatisticsSettings {
  return {
    test: 'welch',
    compare: 'reference',
    reference: 'first',
    alternative: 'two-sided',
    alpha: 0.05,
    correction: 'none',
    margin: null,
    ddof: 1,
    ...changes,
  };
}

/** What is counted in one table, from 0 to 1. */
export function countClaims({ world, settings, count }: TableExperiment, random: RandomGenerator): number {
  const { pairs } = compareInitializations(drawScores(world, random), settings, 0);
  const claims = pairs.filter(({ p }) => p <= settings.alpha);
  const isTrue = ({ first, second, firstIsLower }: Pair) => {
    const [a, b] = [world.initializations[first]!.mean, world.initializations[second]!.mean];
    return firstIsLower ? a < b : a > b;
  };
  const correct = claims.filter(isTrue).length;
  switch (count) {
    case 'any':
      return Number(claims.length > 0);
    case 'any-false':
      return Number(correct < claims.length);
    case 'false-share':
      return claims.length === 0 ? 0 : (claims.length - correct) / claims.length;
    case 'found-share': {
      const { length } = pairs.filter(
        ({ first, second }) => world.initializations[first]!.mean !== world.initializations[second]!.mean,
      );
      return length === 0 ? 0 : correct / length;
    }
    case 'first-worse':
      return Number(claims.some(({ first, firstIsLower }) => first === 0 && firstIsLower));
    case 'equivalent':
      return Number(pairs.some(({ equivalenceP }) => equivalenceP !== null && equivalenceP <= settings.alpha));
  }
}
