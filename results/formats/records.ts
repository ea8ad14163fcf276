/** The cells for other programs: the same fields in JSON and CSV. */
import type { Provenance } from '../../catalog/literature';
import type { Posterior } from '../../statistics/posterior';
import { effectOf } from '../effect';
import { comparedWith } from '../summary';
import type { CellFacts, Table, TableCell, TableWeights } from '../table';

export interface TableRecord extends Omit<TableCell, 'values' | 'best' | 'published' | 'facts'>, CellFacts {
  readonly metric: string;
  /** `run`: trained here. */
  readonly provenance: 'run' | Provenance;
  /** What a published cell is quoted from. */
  readonly source: string | null;
  /** Against the best or the reference: Hedges' g, or by a rank test the probability of superiority, with its interval of 1 - alpha. */
  readonly effectSize: { readonly value: number; readonly low: number | null; readonly high: number | null } | null;
  /** Probabilities that the true difference is below, within or above the margin; null without one. */
  readonly posterior: Posterior | null;
  /** Score of each finished run, by run. */
  readonly values: readonly number[];
  /** What the pre-training of the initialization started from. */
  readonly pretraining: readonly TableWeights[];
  /** Of segmentation: both kinds of Dice of each finished run, as `values`; null for other tasks and where it is not known. */
  readonly dice: { readonly perImage: readonly number[]; readonly pooled: readonly number[] } | null;
}

export function tableRecords(table: Table): TableRecord[] {
  const { pretraining = [] } = table;
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
    ...effectFields(cell, table),
    provenance: cell.published?.provenance ?? 'run',
    source: cell.published?.source ?? null,
    values: cell.values.map(({ value }) => value),
    dice: diceOf(cell),
    splitHash: cell.facts?.splitHash ?? null,
    leftOut: cell.facts?.leftOut ?? 0,
    ...(cell.facts?.inTwoParts && { inTwoParts: cell.facts.inTwoParts }),
    ...(cell.facts?.dataWarnings && { dataWarnings: cell.facts.dataWarnings }),
    weights: cell.facts?.weights ?? [],
    pretraining: pretraining.filter((one) => one.initialization === cell.initialization).map(({ weights }) => weights),
  }));
}

function diceOf({ values }: TableCell): TableRecord['dice'] {
  const both = values.flatMap(({ dice }) => dice ?? []);
  if (both.length === 0 || both.length < values.length) return null;
  return { perImage: both.map(({ mean }) => mean), pooled: both.map(({ pooled }) => pooled) };
}

function effectFields(cell: TableCell, { cells, statistics }: Table): Pick<TableRecord, 'effectSize' | 'posterior'> {
  const against = comparedWith(
    cells.filter(({ task }) => task === cell.task),
    statistics,
  );
  if (cell.p === null || against === null || cell === against) return { effectSize: null, posterior: null };
  const { size, posterior } = effectOf(cell, against, statistics);
  const { low = null, high = null } = size?.interval ?? {};
  return { effectSize: size && { value: size.value, low, high }, posterior };
}
