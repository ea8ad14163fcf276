/** One cell of the table in characters; the formats only dress it. */
import type { StatisticsSettings } from '../../spec/spec';
import { footnotes, markSymbol } from '../marks';
import { meanAndSd } from '../numbers';
import type { TableCell } from '../table';

export interface CellText {
  readonly best: boolean;
  /** `84.12 ± 0.31`, or what stands in its place: `·`, `---`, `failed`. */
  readonly value: string;
  /** Mark and signs of footnotes, such as `↓¶`; may be empty. */
  readonly symbol: string;
  /** The signs of footnotes alone. */
  readonly notes: string;
  /** `2 of 3` where runs are missing, else empty. */
  readonly runs: string;
}

export function cellText(cell: TableCell, statistics: StatisticsSettings): CellText {
  const notes = footnotes(cell);
  return {
    best: cell.best,
    value: valueText(cell),
    symbol: markSymbol(cell, statistics) + notes,
    notes,
    runs: cell.state === 'partial' ? `${cell.n} of ${cell.planned}` : '',
  };
}

function valueText({ state, mean, sd }: TableCell): string {
  switch (state) {
    case 'not-applicable':
      return '---';
    case 'failed':
      return 'failed';
    case 'empty':
      return '·';
    case 'complete':
    case 'partial':
      return mean === null ? '·' : meanAndSd(mean, sd);
  }
}
