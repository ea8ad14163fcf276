/** How many runs a comparison needs: for planning, given how much the runs so far vary. */
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { power, type TestDesign } from './detectable-difference';
import { meanWithKink } from './mean-over-scale';
import type { RunSpread } from './run-spread';
import { tQuantile } from './t-distribution';

/** What counts as enough. */
export interface Aim extends Pick<TestDesign, 'alpha' | 'alternative'> {
  /** Chance to show what is there, for instance 0.8. */
  readonly power: number;
}

/** More are not counted. */
export const MOST_RUNS = 10_000;

/**
 * Fewest runs on each side with which the t-test finds a true difference (in the unit of the values; in the direction tested, if one-sided);
 * null beyond MOST_RUNS. Of runs with one variance statsmodels' TTestIndPower, of pairs its TTestPower, rounded up.
 */
export function runsForDifference(
  difference: number,
  spread: RunSpread,
  { power: wanted, alpha, alternative }: Aim,
): number | null {
  return fewest((runs) => power(difference, { ...spread.with(runs), alpha, alternative }) >= wanted);
}

/** Fewest runs on each side with which two one-sided tests show that a difference is within the margin, where in truth there is none. */
export function runsForEquivalence(margin: number, spread: RunSpread, { power: wanted, alpha }: Aim): number | null {
  return fewest((runs) => equivalencePower(margin, { ...spread.with(runs), alpha }) >= wanted);
}

/**
 * Chance that two one-sided tests (Schuirmann 1987), each at `alpha`, succeed without any true difference: that an observed one D, which is
 * normal, lies within the margin by more than t S, the estimated error.
 */
export function equivalencePower(
  margin: number,
  { standardError, df, alpha }: Omit<TestDesign, 'alternative'>,
): number {
  const [room, critical] = [margin / standardError, -tQuantile(alpha, df)];
  const within = (scale: number) => Math.max(0, 1 - 2 * normalCdf(critical * scale - room, 0, 1));
  return meanWithKink(df, room / critical, within);
}

/** Smallest number from 2 on that is enough, where more never is less. */
function fewest(isEnough: (runs: number) => boolean): number | null {
  let enough = 2;
  while (!isEnough(enough)) {
    if (enough >= MOST_RUNS) return null;
    enough = Math.min(2 * enough, MOST_RUNS);
  }
  let tooFew = Math.max(1, enough / 2);
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (isEnough(middle)) enough = middle;
    else tooFew = middle;
  }
  return enough;
}
