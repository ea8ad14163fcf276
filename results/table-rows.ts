/** The table as a reader sees it: a row per initialization and a column per task, or the other way round. */
import { metricName } from './metric-name';
import type { Table, TableCell } from './table';

export interface TableRow {
  readonly initialization: string;
  /** One per task, in the order of `table.tasks`; null for a combination that the plan does not have. */
  readonly cells: readonly (TableCell | null)[];
}

export function tableRows(table: Table): readonly TableRow[] {
  const places = new Map(table.cells.map((cell) => [place(cell.task, cell.initialization), cell]));
  return table.initializations.map((initialization) => ({
    initialization,
    cells: table.tasks.map(({ name }) => places.get(place(name, initialization)) ?? null),
  }));
}

export const ROWS = ['initializations', 'tasks'] as const;

/** What the rows of a table are; its columns are the other. */
export type Rows = (typeof ROWS)[number];

export interface TableGrid {
  /** Above the headings of the rows. */
  readonly corner: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly heading: string; readonly cells: readonly (TableCell | null)[] }[];
}

export function tableGrid(table: Table, rows: Rows = 'initializations'): TableGrid {
  const byInitialization = tableRows(table).map(({ initialization, cells }) => ({ heading: initialization, cells }));
  const headings = table.tasks.map(taskHeading);
  if (rows === 'initializations') return { corner: 'Initialization', columns: headings, rows: byInitialization };
  return {
    corner: 'Task',
    columns: table.initializations,
    rows: headings.map((heading, task) => ({ heading, cells: byInitialization.map(({ cells }) => cells[task]!) })),
  };
}

export function findCell(table: Table, task: string, initialization: string): TableCell | null {
  return table.cells.find((cell) => cell.task === task && cell.initialization === initialization) ?? null;
}

/** `vessels (Dice)` */
export function taskHeading({ name, metric }: Table['tasks'][number]): string {
  return `${name} (${metricName(metric)})`;
}

function place(task: string, initialization: string): string {
  return JSON.stringify([task, initialization]);
}
