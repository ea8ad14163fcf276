/** The figures that a table can be drawn as. */
import type { Table } from '../table';
import type { Rows } from '../table-rows';
import type { Figure } from './figure';
import { matrixFigure } from './matrix-figure';
import { tableBars } from './table-bars';

/** The paper's three: bars per task; methods against a reference; the table of domains with its tint. */
export const FIGURE_KINDS = ['bars', 'methods', 'domain'] as const;

export type FigureKind = (typeof FIGURE_KINDS)[number];

/** `methods` has a function of its own, as it needs a reference. */
export function tableFigure(table: Table, kind: Exclude<FigureKind, 'methods'>, rows?: Rows): Figure {
  switch (kind) {
    case 'bars':
      return tableBars(table);
    case 'domain':
      return matrixFigure(table, rows);
  }
}
