/** The table as CSV (RFC 4180), scores as shares in [0, 1]; empty fields for what there is not. */
import type { Table } from '../table';
import { tableRecords } from './records';

const HEADER =
  'task,initialization,metric,mean,sd,n,planned,state,mark,p,equivalence_p,effect_size,effect_low,effect_high,' +
  'p_below_margin,p_within_margin,p_above_margin,provenance,source,values';

export function csvTable(table: Table): string {
  const rows = tableRecords(table).map((record) =>
    [
      csvText(record.task),
      csvText(record.initialization),
      record.metric,
      record.mean,
      record.sd,
      record.n,
      record.planned,
      record.state,
      record.mark,
      record.p,
      record.equivalenceP,
      record.effectSize?.value,
      record.effectSize?.low,
      record.effectSize?.high,
      record.posterior?.worse,
      record.posterior?.equivalent,
      record.posterior?.better,
      record.provenance,
      record.source === null ? null : csvText(record.source),
      record.values.join(' '),
    ]
      .map((field) => field ?? '')
      .join(','),
  );
  return [HEADER, ...rows, ''].join('\r\n');
}

/**
 * A name as a field. Spreadsheets run what begins with = + - or @ as a formula; an apostrophe before it makes it text,
 * as a spec may come from a stranger.
 */
export function csvText(name: string): string {
  const safe = /^[=+\-@\t\r]/.test(name) ? `'${name}` : name;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
