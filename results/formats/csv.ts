/** The table as CSV (RFC 4180), scores as shares in [0, 1]; empty fields for what there is not. */
import type { Table, TableWeights } from '../table';
import { type TableRecord, tableRecords } from './records';

const HEADER =
  'task,initialization,metric,mean,sd,n,planned,state,mark,p,equivalence_p,effect_size,effect_low,effect_high,' +
  'p_below_margin,p_within_margin,p_above_margin,provenance,source,values,' +
  'dice_per_image,dice_pooled,split_hash,left_out,weights_file,weights_sha256,weights_layout,weights_loaded,weights_total,' +
  'weights_differing,batch_norms,batch_norms_updated,weights_warnings';

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
      record.dice?.perImage.join(' '),
      record.dice?.pooled.join(' '),
      record.splitHash && csvText(record.splitHash),
      record.leftOut,
      ...weightsFields(record.weights),
    ]
      .map((field) => field ?? '')
      .join(','),
  );
  return [HEADER, ...rows, ''].join('\r\n');
}

/** Of files that were exchanged between runs, each in turn. */
function weightsFields(weights: TableRecord['weights']): string[] {
  const each = (field: (one: TableWeights) => string | number | null | undefined, separator = ' ') =>
    csvText(weights.map((one) => field(one) ?? '').join(separator));
  return [
    each(({ file }) => file, '; '),
    each(({ sha256 }) => sha256),
    each(({ layout }) => layout, '; '),
    each(({ loaded }) => loaded),
    each(({ total }) => total),
    each(({ differing }) => differing),
    each(({ batchNorm }) => batchNorm?.layers),
    each(({ batchNorm }) => batchNorm?.updated),
    each(({ warnings }) => warnings.join('; '), '; '),
  ];
}

/**
 * A name as a field. Spreadsheets run what begins with = + - or @ as a formula; an apostrophe before it makes it text,
 * as a spec may come from a stranger.
 */
export function csvText(name: string): string {
  const safe = /^[=+\-@\t\r]/.test(name) ? `'${name}` : name;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
