/** What the runs make of a difference of means in Bayes' way: how probable it is that it matters. */
import { variance } from './describe';
import { differenceOfMeans, isPaired, type RunTest } from './run-test';
import { lowerTail } from './t-distribution';
import { weightedMean } from './weighted-mean';

/** Posterior probabilities of the true difference, first minus second. Together they are 1. */
export interface Posterior {
  /** Below minus the margin. */
  readonly worse: number;
  /** Within the margin: in the region of practical equivalence. */
  readonly equivalent: number;
  /** Above the margin. */
  readonly better: number;
}

/** `scale` times Student's t with `df` degrees of freedom. */
interface ScaledT {
  readonly scale: number;
  readonly df: number;
}

/**
 * Under the reference prior, which prefers no mean and no scale. Student's and the paired t-test: the difference is t-distributed around the
 * observed one (pairs: Benavoli et al. 2017 with rho = 0, as runs share no data). Welch's: the Behrens-Fisher distribution. The tests that count
 * arrangements: as Welch's, or as the paired t-test. `margin` > 0 is in the unit of the values. null where nothing varies, or a side has
 * fewer than two runs.
 */
export function posterior(a: readonly number[], b: readonly number[], test: RunTest, margin: number): Posterior | null {
  const { value, standardError, df } = differenceOfMeans(a, b, test);
  if (!(standardError > 0)) return null;
  const below =
    isPaired(test) || test === 'student'
      ? (deviation: number) => lowerTail(deviation / standardError, df)
      : (deviation: number) => behrensFisher(deviation, meanOf(a), meanOf(b));
  // Both distributions are symmetric, so that what lies above is what lies below the mirrored limit.
  const [worse, better] = [below(-margin - value), below(value - margin)];
  return { worse, equivalent: Math.max(0, 1 - worse - better), better };
}

/** How far the true mean of a sample may lie from the observed one. */
function meanOf(values: readonly number[]): ScaledT {
  return { scale: Math.sqrt(variance(values, 1) / values.length), df: values.length - 1 };
}

/** P(A + B <= x) for independent A and B, of which at least one has a scale. */
function behrensFisher(x: number, a: ScaledT, b: ScaledT): number {
  const [wide, narrow] = a.scale >= b.scale ? [a, b] : [b, a];
  // As an angle, all of the narrow one's t lies between -pi/2 and pi/2, and has the density cos^(df - 1).
  const unit = narrow.scale * Math.sqrt(narrow.df);
  const step = Math.atan(x / unit);
  return weightedMean(
    [-Math.PI / 2, Math.min(0, step), Math.max(0, step), Math.PI / 2],
    (angle) => Math.cos(angle) ** (narrow.df - 1),
    (angle) => lowerTail((x - unit * Math.tan(angle)) / wide.scale, wide.df),
  );
}
