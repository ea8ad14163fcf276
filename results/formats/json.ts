/** The table as JSON: an array with one object per task x initialization, scores as shares in [0, 1]. */
import type { Table } from '../table';
import { tableRecords } from './records';

export function jsonTable(table: Table): string {
  return `${JSON.stringify(tableRecords(table), null, 2)}\n`;
}
