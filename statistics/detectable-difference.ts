/** How large a true difference must be for a t-test to find it. */
import { noncentralUpperTail } from './noncentral-t';
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
  let low = 0;
  let high = 1;
  while (powerAt(high, critical, design) < wanted) high *= 2;
  // Bisection to the last few bits: power rises with the noncentrality.
  while (high - low > 1e-13 * high) {
    const middle = (low + high) / 2;
    if (powerAt(middle, critical, design) < wanted) low = middle;
    else high = middle;
  }
  return high * design.standardError;
}

function criticalT({ alpha, df, alternative }: TestDesign): number {
  return -tQuantile(alternative === 'two-sided' ? alpha / 2 : alpha, df);
}

function powerAt(noncentrality: number, critical: number, { df, alternative }: TestDesign): number {
  const right = noncentralUpperTail(critical, df, noncentrality);
  return alternative === 'one-sided' ? right : right + noncentralUpperTail(critical, df, -noncentrality);
}
