/** A cell's mark with its p-value, in a few words. */
import type { StatisticsSettings } from '../spec/spec';
import { isDifference, isWithinMargin, markSymbol } from './marks';
import { pValue } from './numbers';
import type { TableCell } from './table';

const WITHOUT_MARK: Readonly<Record<TableCell['state'], string>> = {
  complete: '',
  partial: '',
  empty: 'not run yet',
  failed: 'failed',
  'not-applicable': 'not applicable',
};

/** `best`, `↓ worse, p = 0.004`, `≈ equivalent, p = 0.01` (that of the equivalence test), `? undecided, p = 0.21`; else why there is no mark. */
export function verdictText(cell: TableCell, statistics: StatisticsSettings): string {
  const { mark, p, equivalenceP } = cell;
  if (mark === null) return WITHOUT_MARK[cell.state];
  if (mark === 'best') return 'best';
  if (mark === 'reference') return cell.best ? 'reference, best' : 'reference';
  const shown = mark === 'equivalent' ? equivalenceP : p;
  const verdict = isDifference(mark) && isWithinMargin(cell, statistics) ? `${mark}, within margin` : mark;
  const sign = markSymbol(cell, statistics);
  return `${sign} ${verdict}${shown === null ? '' : `, p ${pValue(shown, statistics.alpha)}`}`;
}
