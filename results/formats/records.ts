/** The cells for other programs: the same fields in JSON and CSV. */
import type { Provenance } from '../../catalog/literature';
import type { Table, TableCell } from '../table';

export interface TableRecord extends Omit<TableCell, 'values' | 'best' | 'published'> {
  readonly metric: string;
  /** `run`: trained here. */
  readonly provenance: 'run' | Provenance;
  /** What a published cell is quoted from. */
  readonly source: string | null;
  /** Score of each finished run, by run. */
  readonly values: readonly number[];
}

export function tableRecords(table: Table): TableRecord[] {
  const metrics = new Map(table.tasks.map(({ name, metric }) => [name, metric]));
  return table.cells.map((cell) => ({
    task: cell.task,
    initialization: cell.initialization,
    metric: metrics.get(cell.task) ?? '',
    mean: cell.mean,
    sd: cell.sd,
    n: cell.n,
    planned: cell.planned,
    state: cell.state,
    mark: cell.mark,
    p: cell.p,
    equivalenceP: cell.equivalenceP,
    provenance: cell.published?.provenance ?? 'run',
    source: cell.published?.source ?? null,
    values: cell.values.map(({ value }) => value),
  }));
}
