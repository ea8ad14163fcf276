import type { Literature } from '../catalog/literature';
import { publishedCells } from '../catalog/literature';
import { outcomeOf } from '../results/experiment-status';
import { besidePublished, PAPER_STATISTICS, tableOfLiterature } from '../results/literature/published-table';
import { makeTable } from '../results/make-table';
import type { Table } from '../results/table';
import { OutcomeReader } from '../runner/store/outcome-reader';
import { StoreReader } from '../runner/store/store-reader';
import { choice, STORE_OPTIONS } from './arguments';
import { openExperiment } from './open-experiment';
import { readLiteratureFile } from './read-literature-file';
import { RUNS_OPTIONS, readRunsFile } from './read-runs-file';
import { UsageError } from './usage-error';

/** Options of the commands that show a table, wherever its numbers come from. */
export const TABLE_OPTIONS = {
  ...STORE_OPTIONS,
  ...RUNS_OPTIONS,
  literature: { type: 'boolean' },
  'literature-file': { type: 'string' },
  published: { type: 'string' },
} as const;

interface TableValues {
  readonly store?: string;
  readonly data?: string[];
  readonly columns?: string;
  readonly scale?: string;
  readonly statistics?: string;
  readonly literature?: boolean;
  readonly 'literature-file'?: string;
  readonly published?: string;
}

/** The table of a spec or of a CSV file of runs, with published cells beside it where asked for; or of published cells alone. */
export async function openTable(file: string | undefined, values: TableValues): Promise<Table> {
  const literature = openLiterature(values);
  if (file === undefined) {
    if (literature === null) throw new UsageError('SPEC is missing, or --literature.');
    return tableOfLiterature(literature, PAPER_STATISTICS, publishedCells(literature));
  }
  const own = /\.[ct]sv$/i.test(file) ? await readRunsFile(file, values) : tableOfSpec(file, values);
  return literature === null ? own : besidePublished(own, literature);
}

export function openLiterature(values: TableValues): Literature | null {
  const file = values['literature-file'];
  if (!values.literature && file === undefined && values.published === undefined) return null;
  const literature = readLiteratureFile(file);
  if (values.published === undefined) return literature;
  const name = choice(
    '--published',
    values.published,
    literature.tables.map((table) => table.name),
  );
  return { ...literature, tables: literature.tables.filter((table) => table.name === name) };
}

function tableOfSpec(file: string, values: TableValues): Table {
  for (const option of ['columns', 'scale', 'statistics'] as const)
    if (values[option] !== undefined)
      throw new UsageError(`--${option} is for a CSV file of runs; a spec has its own.`);
  const { plan, spec, store } = openExperiment(file, values);
  const outcomes = new OutcomeReader(store, outcomeOf).outcomes(plan);
  const { pretraining } = new StoreReader(store).experiment({ ...plan, cells: [] });
  return makeTable(plan, outcomes, spec.statistics, pretraining);
}
