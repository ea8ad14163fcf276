/** The table as a reader sees it: a row per initialization, a column per task. */
import { metricName } from './metric-name';
import type { Table, TableCell } from './table';

export interface TableRow {
  readonly initialization: string;
  /** One per task, in the order of `table.tasks`; null for a combination that the plan does not have. */
  readonly cells: readonly (TableCell | null)[];
}

export function tableRows(table: Table): readonly TableRow[] {
  return table.initializations.map((initialization) => ({
    initialization,
    cells: table.tasks.map(({ name }) => findCell(table, name, initialization)),
  }));
}

export function findCell(table: Table, task: string, initialization: string): TableCell | null {
  return table.cells.find((cell) => cell.task === task && cell.initialization === initialization) ?? null;
}

/** `vessels (Dice)` */
export function taskHeading({ name, metric }: Table['tasks'][number]): string {
  return `${name} (${metricName(metric)})`;
}
