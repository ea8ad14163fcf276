/** Ranks, with ties shared. */
import { requireFinite } from './describe';

/** Values this close are a tie: the same difference, taken from other decimals. */
export const TIE = 1e-12;

/**
 * Twice the rank of each value, the smallest having rank 1. Tied values share the mean of their ranks, which doubling
 * makes a whole number: SciPy's 2 * rankdata(values).
 */
export function doubledRanks(values: readonly number[]): number[] {
  requireFinite(values);
  const ranks = new Array<number>(values.length);
  for (const { from, members } of tieGroups(values)) {
    for (const index of members) ranks[index] = 2 * from + members.length + 1;
  }
  return ranks;
}

/** Sum of t^3 - t over groups of t equal values: what ties take from the variance of a rank sum. */
export function tieTerm(values: readonly number[]): number {
  return tieGroups(values).reduce((sum, { members: { length } }) => sum + length ** 3 - length, 0);
}

interface TieGroup {
  /** How many values are smaller. */
  readonly from: number;
  readonly members: readonly number[];
}

function tieGroups(values: readonly number[]): TieGroup[] {
  const ascending = values.map((_, index) => index).sort((a, b) => values[a]! - values[b]!);
  const groups: { from: number; members: number[] }[] = [];
  for (const [position, index] of ascending.entries()) {
    const group = groups.at(-1);
    if (group !== undefined && values[index]! - values[group.members[0]!]! <= TIE) group.members.push(index);
    else groups.push({ from: position, members: [index] });
  }
  return groups;
}
