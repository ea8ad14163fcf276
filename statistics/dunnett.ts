/** Dunnett's distribution: several samples against one control, all by one pooled variance (Dunnett 1955). */
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { densityWidth, meanOverScale } from './mean-over-scale';
import { solve } from './solve';
import { tQuantile } from './t-distribution';

export interface ManyToOne {
  /** Size of the control. */
  readonly control: number;
  /** Size of each sample that is compared with it; at least one. */
  readonly others: readonly number[];
  /** Degrees of freedom of the pooled variance. */
  readonly df: number;
}

/**
 * P(max T >= t), where T = (mean - mean of the control) / (s sqrt(1/n + 1/n of the control)) of each sample, and all true means are equal.
 * Given the control's deviation z and the scale of s, the samples are independent, which leaves the mean over both: by the trapezoid rule in
 * either, to 1e-11. With one sample it is Student's upper tail. NaN for NaN, or without degrees of freedom.
 */
export function dunnettUpperTail(t: number, { control, others, df }: ManyToOne): number {
  if (Number.isNaN(t) || !(df > 0)) return Number.NaN;
  const groups = [...new Set(others)].map((size) => ({
    ratio: size / control,
    count: others.filter((other) => other === size).length,
  }));
  const nodes = controlNodes(groups.reduce((sum, { ratio, count }) => sum + ratio * count, 1));
  const tail = meanOverScale(df, Math.min(densityWidth(df) / 2, SCALE_STEP), (scale) =>
    nodes.reduce((sum, { z, weight }) => {
      const none = groups.reduce((log, { ratio, count }) => {
        return log + count * Math.log1p(-above(Math.sqrt(1 + ratio) * t * scale + Math.sqrt(ratio) * z));
      }, 0);
      // As 1 - exp(none) would lose every small tail to rounding.
      return sum - weight * Math.expm1(none);
    }, 0),
  );
  return Math.min(1, tail);
}

/** The t that max T reaches with chance `alpha`. */
export function dunnettCritical(alpha: number, design: ManyToOne): number {
  const beyond = (t: number) => Math.log(dunnettUpperTail(t, design) / alpha);
  // A single comparison reaches less far, and by Bonferroni's inequality so many no further.
  const [low, high] = [tQuantile(1 - alpha, design.df), -tQuantile(alpha / design.others.length, design.df)];
  return solve(beyond, low - SLACK, high + SLACK);
}

/** So that rounding leaves neither end on the wrong side. */
const SLACK = 1e-6;

/** P(Z > x) of a normal Z; where it is 0 or 1 to every digit that counts, without computing it. */
function above(x: number): number {
  if (x > FAR) return 0;
  return x < -FAR ? 1 : normalCdf(-x, 0, 1);
}

/** Beyond, a normal tail is below 1e-16. */
const FAR = 8.3;

const SCALE_STEP = 0.08;

/** Beyond, the normal density is below 1e-15 of its peak. */
const REACH = 8.5;

/** Deviations of the control with their shares. The sharper the product of normal distributions turns (`sharpness` >= 1), the closer they lie. */
function controlNodes(sharpness: number): { readonly z: number; readonly weight: number }[] {
  const half = Math.ceil((REACH / 0.75) * Math.sqrt(sharpness));
  const nodes = Array.from({ length: 2 * half + 1 }, (_, index) => {
    const z = ((index - half) / half) * REACH;
    return { z, weight: Math.exp(-(z ** 2) / 2) };
  });
  const total = nodes.reduce((sum, { weight }) => sum + weight, 0);
  return nodes.map(({ z, weight }) => ({ z, weight: weight / total }));
}
