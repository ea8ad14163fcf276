/** Hsu's multiple comparison with the best: which samples are worse than the best, whichever that is in truth (Hsu 1984; 1996, chapter 4). */
import type { TestDesign } from './detectable-difference';
import type { Interval } from './difference-interval';
import { dunnettCritical, dunnettUpperTail, type ManyToOne } from './dunnett';
import type { Summary } from './summary';
import { upperTail } from './t-distribution';

export interface ComparisonWithBest {
  /** Of "its true mean is the highest": at most alpha exactly where the upper end of its interval is 0. */
  readonly p: number;
  /** At most alpha exactly where its interval lies within the margin; null without a margin. */
  readonly equivalenceP: number | null;
}

/**
 * Every sample against the best of the others, with one variance pooled over all of them: a p-value for each that already counts all
 * comparisons, and leaves open which one is the best. Where true means are equal, each of them is the best, and falls with a chance of alpha.
 * Sample i is the control of Dunnett's one-sided comparison with all others; of two samples that is Student's one-sided test.
 * `samples`: two or more. `margin`: in the unit of the values.
 */
export function compareWithBest(samples: readonly Summary[], margin: number | null): ComparisonWithBest[] {
  const pool = new Pool(samples);
  const p = samples.map((_, i) => pool.tail(i, Math.max(...pool.others(i).map((j) => pool.t(j, i)))));
  if (margin === null) return p.map((worse) => ({ p: worse, equivalenceP: null }));
  return samples.map((_, i) => {
    const aboveTheBest = pool.tail(i, Math.max(...pool.others(i).map((j) => pool.t(j, i, margin))));
    // Further below j than the margin, and j a candidate for the best.
    const belowOthers = pool.rivals(i).map((j) => Math.min(p[j]!, pool.tail(j, pool.t(i, j, margin))));
    return { p: p[i]!, equivalenceP: Math.max(aboveTheBest, ...belowOthers) };
  });
}

/**
 * Simultaneous intervals of every true mean minus the highest of the others, which all hold with a chance of at least `level`. They are
 * constrained: one end may be 0, which says that the sample is no better (upper) or no worse (lower) than the best of the others.
 */
export function intervalsWithBest(samples: readonly Summary[], level: number): Interval[] {
  const pool = new Pool(samples);
  const highest = Math.max(...samples.map(({ mean }) => mean));
  const reach = pool.criticals(1 - level);
  const ends = (i: number, j: number, control: number, sign: 1 | -1) =>
    samples[i]!.mean - samples[j]!.mean + sign * reach(control) * pool.standardError(i, j);
  const high = samples.map((_, i) => Math.max(0, Math.min(...pool.others(i).map((j) => ends(i, j, i, 1)))));
  const contenders = samples.flatMap(({ mean }, i) => (high[i]! > 0 || mean === highest ? [i] : []));
  return samples.map((_, i) => {
    const against = contenders.filter((j) => j !== i);
    return { low: Math.min(0, ...against.map((j) => ends(i, j, j, -1))), high: high[i]! };
  });
}

/** The comparison of sample i with j, as a one-sided t-test at the level that Dunnett's critical value leaves to it. */
export function designsWithBest(samples: readonly Summary[], alpha: number): (i: number, j: number) => TestDesign {
  const pool = new Pool(samples);
  const critical = pool.criticals(alpha);
  return (i, j) => ({
    standardError: pool.standardError(i, j),
    df: pool.df,
    alpha: upperTail(critical(i), pool.df),
    alternative: 'one-sided',
  });
}

/** Samples that share one variance, and how far chance takes their differences. */
class Pool {
  readonly df: number;
  readonly #samples: readonly Summary[];
  readonly #sd: number;

  constructor(samples: readonly Summary[]) {
    this.#samples = samples;
    this.df = samples.reduce((sum, { n }) => sum + n - 1, 0);
    this.#sd = Math.sqrt(samples.reduce((sum, { squares }) => sum + squares, 0) / this.df);
  }

  others(i: number): number[] {
    return this.#samples.flatMap((_, j) => (j === i ? [] : [j]));
  }

  /** Of the others of one size, which share a distribution, the one of highest mean: it decides over them. */
  rivals(i: number): number[] {
    const highest = new Map<number, number>();
    for (const j of this.others(i)) {
      const { n, mean } = this.#samples[j]!;
      const rival = highest.get(n);
      if (rival === undefined || mean > this.#samples[rival]!.mean) highest.set(n, j);
    }
    return [...highest.values()];
  }

  /** How far i lies above j, when j is moved down by `shift`. Without any variance, no distance shows nothing. */
  t(i: number, j: number, shift = 0): number {
    const distance = this.#samples[i]!.mean - this.#samples[j]!.mean + shift;
    return this.#sd === 0 && distance === 0 ? Number.NEGATIVE_INFINITY : distance / this.standardError(i, j);
  }

  standardError(i: number, j: number): number {
    return this.#sd * Math.sqrt(1 / this.#samples[i]!.n + 1 / this.#samples[j]!.n);
  }

  /** How often the others would lie as far above i if all true means were equal. */
  tail(i: number, t: number): number {
    return dunnettUpperTail(t, this.#against(i));
  }

  /** By sample, how far above it the others would lie with a chance of `alpha`. Samples of one size share it, and it takes long. */
  criticals(alpha: number): (i: number) => number {
    const bySize = new Map<number, number>();
    return (i) => {
      const { n } = this.#samples[i]!;
      const critical = bySize.get(n) ?? dunnettCritical(alpha, this.#against(i));
      bySize.set(n, critical);
      return critical;
    };
  }

  #against(i: number): ManyToOne {
    const others = this.others(i).map((j) => this.#samples[j]!.n);
    return { control: this.#samples[i]!.n, others, df: this.df };
  }
}
