import path from 'node:path';
import { RUN_FIELDS, type RunField, readRuns } from '../results/elsewhere/read-runs';
import { tableOfRuns } from '../results/elsewhere/table-of-runs';
import type { Table } from '../results/table';
import { readStatistics } from '../spec/read-statistics';
import { choice } from './arguments';
import { InputError } from './input-error';
import { readCsvFile } from './read-csv-file';
import { UsageError } from './usage-error';

export const RUNS_OPTIONS = {
  columns: { type: 'string' },
  scale: { type: 'string' },
  statistics: { type: 'string' },
} as const;

interface RunsValues {
  readonly columns?: string | undefined;
  readonly scale?: string | undefined;
  readonly statistics?: string | undefined;
}

/** More mistakes than this are counted, not listed. */
const LISTED = 20;

/** The table of a CSV file with a row per run. @throws InputError with a line for each mistake */
export async function readRunsFile(file: string, values: RunsValues): Promise<Table> {
  const { runs, mistakes } = readRuns(await readCsvFile(file), {
    columns: columnNames(values.columns),
    scale: choice('--scale', values.scale, ['share', 'percent']) ?? 'share',
  });
  if (mistakes.length > 0) {
    const more = mistakes.length > LISTED ? [`and ${mistakes.length - LISTED} more`] : [];
    const lines = mistakes.slice(0, LISTED).map(({ line, message }) => `${file}:${line}: ${message}`);
    throw new InputError([...lines, ...more].join('\n'));
  }
  if (runs.length === 0) throw new InputError(`${file} has no run below its heading.`);
  const initializations = [...new Set(runs.map(({ initialization }) => initialization))];
  const most = Math.max(...runs.map(({ run }) => run), 1);
  const { statistics, messages } = readStatistics(values.statistics ?? '{}', initializations, Math.min(most, 1000));
  if (statistics === null) throw new UsageError(`--statistics: ${messages.join(' ')}`);
  return tableOfRuns(path.basename(file).replace(/\.[ct]sv$/i, ''), runs, statistics);
}

/** `task=TASK,value=test_auc`: which column holds what. */
function columnNames(text: string | undefined): Partial<Record<RunField, string>> {
  const pairs = (text ?? '').split(',').filter((pair) => pair.trim() !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      const field = choice('--columns', pair.slice(0, Math.max(0, at)).trim(), RUN_FIELDS);
      return [field, pair.slice(at + 1).trim()];
    }),
  );
}
