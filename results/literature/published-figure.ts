import { type Literature, type PublishedTable, publishedCells } from '../../catalog/literature';
import type { Figure } from '../figures/figure';
import { type FigureKind, tableFigure } from '../figures/table-figure';
import type { Rows } from '../table-rows';
import { publishedMethods } from './published-methods';
import { PAPER_STATISTICS, tableOfLiterature } from './published-table';

/**
 * A figure of the paper, drawn from its published cells: bars of the initializations that it compares by p-values, methods against their
 * reference, the table that marks the best, or the ranks of all over tasks. Literature without such a table is drawn whole; null: it has no
 * methods marked by stars, or too little to rank.
 */
export function publishedFigure(literature: Literature, kind: FigureKind, rows?: Rows): Figure | null {
  if (kind === 'methods') return publishedMethods(literature);
  const all = publishedCells(literature);
  const marked = (marks: PublishedTable['marks']) => literature.tables.find((table) => table.marks === marks)?.cells;
  const compared = marked('p-values')?.map(({ initialization }) => initialization);
  return tableFigure(tableOfLiterature(literature, PAPER_STATISTICS, cellsOf(kind)), kind, rows);

  function cellsOf(wanted: Exclude<FigureKind, 'methods'>) {
    switch (wanted) {
      case 'bars':
        return all.filter((cell) => compared?.includes(cell.initialization) ?? true);
      case 'domain':
        return marked('best') ?? all;
      case 'critical-difference':
        return all;
    }
  }
}
