/** Friedman's test: do blocks rank their treatments alike? Here: tasks, and the initializations that they compare. */
import betainc from '@stdlib/math-base-special-betainc';
import gammainc from '@stdlib/math-base-special-gammainc';
import { doubledRanks, tieTerm } from './ranks';

export interface Friedman {
  /** By block, by treatment: 1 for the highest value; those tied share the mean of their ranks. */
  readonly ranks: readonly (readonly number[])[];
  /** By treatment: the mean over blocks. */
  readonly meanRanks: readonly number[];
  /** Corrected for ties; over k - 1 degrees of freedom. NaN where every block ties all of its treatments. */
  readonly chiSquare: number;
  readonly p: number;
  /** Iman and Davenport's (1980), less cautious with few blocks; infinite where all blocks agree on one order. */
  readonly f: number;
  /** k - 1 and (k - 1)(n - 1). */
  readonly fDf: readonly [number, number];
  readonly fP: number;
}

/**
 * SciPy's friedmanchisquare, and F from it. `blocks`: n >= 2 lists of the same k >= 2 finite values each; higher is better. Both p-values
 * are approximations for many blocks.
 */
export function friedman(blocks: readonly (readonly number[])[]): Friedman {
  const n = blocks.length;
  const k = blocks[0]?.length ?? 0;
  if (n < 2 || k < 2 || blocks.some(({ length }) => length !== k))
    throw new RangeError('Ranks are compared over two blocks or more, of the same two treatments or more each.');
  const ranks = blocks.map((values) => doubledRanks(values.map((value) => -value)).map((doubled) => doubled / 2));
  const meanRanks = Array.from(
    { length: k },
    (_, treatment) => ranks.reduce((sum, row) => sum + row[treatment]!, 0) / n,
  );
  const spread = meanRanks.reduce((sum, rank) => sum + (rank - (k + 1) / 2) ** 2, 0);
  const ties = blocks.reduce((sum, values) => sum + tieTerm(values), 0);
  const chiSquare = (12 * n * spread) / (k * (k + 1)) / (1 - ties / (n * k * (k ** 2 - 1)));
  const fDf = [k - 1, (k - 1) * (n - 1)] as const;
  // All blocks agree: rounding must not make it a large number instead, or a negative one.
  const rest = n * (k - 1) - chiSquare;
  const f = ((n - 1) * chiSquare) / (rest < 1e-9 ? 0 : rest);
  return { ranks, meanRanks, chiSquare, p: chiSquareTail(chiSquare, k - 1), f, fDf, fP: fTail(f, ...fDf) };
}

/**
 * How often luck has `blocks` blocks agree on an order whose ranks are those of these values, whichever treatments they fall to. Where
 * they do agree, the p-values above are far too small for few blocks: this one is exact.
 */
export function chanceOfAgreement(values: readonly number[], blocks: number): number {
  const ties = doubledRanks(values).reduce(
    (counts, rank) => counts.set(rank, (counts.get(rank) ?? 0) + 1),
    new Map<number, number>(),
  );
  const orders = [...ties.values()].reduce((ways, size) => ways / factorial(size), factorial(values.length));
  return orders ** (1 - blocks);
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}

function chiSquareTail(chiSquare: number, df: number): number {
  return gammainc(chiSquare / 2, df / 2, true, true);
}

function fTail(f: number, df1: number, df2: number): number {
  return betainc(df2 / (df2 + df1 * f), df2 / 2, df1 / 2, true, false);
}
