/** Tail probabilities of a test's statistic, and the p-values that are made of them. */

/** What is suspected of the first sample against the second. */
export type Alternative = 'two-sided' | 'less' | 'greater';

export interface Tails {
  /** P(statistic <= observed). */
  readonly lower: number;
  /** P(statistic >= observed). Both hold the observed value, so that those of a discrete statistic add up to more than 1. */
  readonly upper: number;
}

/** Two-sided: twice the smaller tail, as in SciPy, at most 1. */
export function pFromTails({ lower, upper }: Tails, alternative: Alternative): number {
  switch (alternative) {
    case 'less':
      return lower;
    case 'greater':
      return upper;
    case 'two-sided':
      return Math.min(1, 2 * Math.min(lower, upper));
  }
}

/** Tails of a statistic whose outcomes were counted: `counts[s]` of them have it at s. */
export function tailsOf(counts: ArrayLike<number>, observed: number): Tails {
  let [below, at, above] = [0, 0, 0];
  for (let value = 0; value < counts.length; value++) {
    if (value < observed) below += counts[value]!;
    else if (value > observed) above += counts[value]!;
    else at += counts[value]!;
  }
  const all = below + at + above;
  return { lower: (below + at) / all, upper: (at + above) / all };
}
