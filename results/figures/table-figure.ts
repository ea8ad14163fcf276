/** The figures that a table can be drawn as. */
import { overTasks } from '../over-tasks';
import type { Table } from '../table';
import type { Rows } from '../table-rows';
import { criticalDifferenceFigure } from './critical-difference';
import type { Figure } from './figure';
import { matrixFigure } from './matrix-figure';
import { tableBars } from './table-bars';

/** The paper's three: bars per task; methods against a reference; the table of domains with its tint. And mean ranks over all tasks. */
export const FIGURE_KINDS = ['bars', 'methods', 'domain', 'critical-difference'] as const;

export type FigureKind = (typeof FIGURE_KINDS)[number];

/** null: too few tasks or initializations to rank. `methods` has a function of its own, as it needs a reference. */
export function tableFigure(table: Table, kind: Exclude<FigureKind, 'methods'>, rows?: Rows): Figure | null {
  switch (kind) {
    case 'bars':
      return tableBars(table);
    case 'domain':
      return matrixFigure(table, rows);
    case 'critical-difference': {
      const ranked = overTasks(table);
      return ranked && criticalDifferenceFigure(ranked, table);
    }
  }
}
