/** What published means, standard deviations and n say of a comparison. */
import type { PublishedCell, PublishedMark, PublishedTable } from '../../catalog/literature';
import { testDifference } from '../../statistics/difference';
import { differenceOfSummaries, printedSummary } from '../../statistics/summary';
import { stars } from '../stars';
import { type Assumptions, PUBLISHED_ALPHA } from './assumptions';

export type Printed = Pick<PublishedCell, 'mean' | 'sd' | 'n'>;

export interface Recomputed {
  readonly p: number;
  readonly mark: PublishedMark;
}

/** The p-value of the comparison of `cell` with `other`, and the mark that it earns in a table with such marks. */
export function recompute(
  cell: Printed,
  other: Printed,
  marks: PublishedTable['marks'],
  assumptions: Assumptions,
): Recomputed {
  const better = cell.mean > other.mean;
  const p = publishedP(cell, other, better, assumptions);
  if (marks === 'best') return { p, mark: p <= PUBLISHED_ALPHA ? 'different' : 'not-different' };
  return { p, mark: p > PUBLISHED_ALPHA ? 'n.s.' : better ? stars(p) : 'worse' };
}

function publishedP(cell: Printed, other: Printed, better: boolean, { side, variances, ddof }: Assumptions): number {
  const [a, b] = [cell, other].map(({ mean, sd, n }) => printedSummary(mean, sd, n, ddof));
  const difference = differenceOfSummaries(a!, b!, variances === 'equal' ? 'student' : 'welch');
  return testDifference(difference, side === 'two-sided' ? side : better ? 'greater' : 'less').p;
}
