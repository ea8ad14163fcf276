/** How large a true difference must be for a t-test to find it. */
import { noncentralUpperTail } from './noncentral-t';
import { solve } from './solve';
import { tQuantile } from './t-distribution';

export interface TestDesign {
  /** Of the difference of means, in the unit of the values. */
  readonly standardError: number;
  readonly df: number;
  readonly alpha: number;
  readonly alternative: 'two-sided' | 'one-sided';
}

/** Chance that the t-test rejects when the true difference is `difference` (in the direction tested, if one-sided). */
export function power(difference: number, design: TestDesign): number {
  return powerAt(difference / design.standardError, criticalT(design), design);
}

/**
 * Smallest true difference that the test finds with chance `wanted` (for instance 0.8), taking the standard error as
 * known. It depends on the spread of the runs and their number, not on the difference that was observed.
 * With equal n and a pooled variance: statsmodels' TTestIndPower().solve_power, times the standard deviation.
 */
export function detectableDifference(design: TestDesign, wanted: number): number {
  if (!(wanted > design.alpha && wanted < 1)) {
    throw new RangeError(`Power lies between alpha (${design.alpha}) and 1; ${wanted} does not.`);
  }
  const critical = criticalT(design);
  const lack = (noncentrality: number) => powerAt(noncentrality, critical, design) - wanted;
  let high = 1;
  while (lack(high) < 0) high *= 2;
  return solve(lack, 0, high) * design.standardError;
}

function criticalT({ alpha, df, alternative }: TestDesign): number {
  return -tQuantile(alternative === 'two-sided' ? alpha / 2 : alpha, df);
}

function powerAt(noncentrality: number, critical: number, { df, alternative }: TestDesign): number {
  const right = noncentralUpperTail(critical, df, noncentrality);
  return alternative === 'one-sided' ? right : right + noncentralUpperTail(critical, df, -noncentrality);
}
