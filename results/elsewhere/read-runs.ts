/** Runs that another tool has recorded, a row each: from rows of text to scores, with every mistake by its line. */
import { groupBy } from '../group-by';

/** A row of a table, as read from a CSV file. */
export interface Row {
  /** Line of the file that it starts on. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

/** `split`: what the run was tested on, in any words; `metric`: what the value is, such as `auc`. Both may be absent. */
export const RUN_FIELDS = ['task', 'initialization', 'run', 'value', 'metric', 'split'] as const;

export type RunField = (typeof RUN_FIELDS)[number];

export interface RunsFormat {
  /** Names of columns, where they are not those of the fields. */
  readonly columns: Readonly<Partial<Record<RunField, string>>>;
  readonly scale: 'share' | 'percent';
}

export interface ImportedRun {
  readonly task: string;
  readonly initialization: string;
  /** The number in the file; where it has other names for runs, the place of the name among all of them. */
  readonly run: number;
  /** In [0, 1]. */
  readonly value: number;
  readonly metric: string;
  readonly split: string;
  readonly line: number;
}

export interface RunsReading {
  readonly runs: readonly ImportedRun[];
  /** Whole sentences. With a mistake, no run counts: a table that lacks runs would look like one that does not. */
  readonly mistakes: readonly { readonly line: number; readonly message: string }[];
}

const OPTIONAL: readonly RunField[] = ['metric', 'split'];

export function readRuns({ columns, rows }: Rows, format: RunsFormat): RunsReading {
  const nameOf = (field: RunField) => format.columns[field] ?? field;
  const missing = RUN_FIELDS.filter(
    (field) => !columns.includes(nameOf(field)) && !(OPTIONAL.includes(field) && format.columns[field] === undefined),
  );
  if (missing.length > 0) {
    const message =
      `There is no column ${missing.map((field) => `"${nameOf(field)}"`).join(', ')} for ${missing.join(', ')}. ` +
      `The columns are ${columns.map((name) => `"${name}"`).join(', ')}; say which is which, as in --columns ${missing[0]}=NAME.`;
    return { runs: [], mistakes: [{ line: 1, message }] };
  }
  const mistakes: { line: number; message: string }[] = [];
  const labels = rows.map(({ cells }) => cells[nameOf('run')] ?? '');
  const places = new Map([...new Set(labels)].map((label, index) => [label, index + 1]));
  const numbered = labels.every((label) => /^\d{1,15}$/.test(label));
  const runs = rows.flatMap(({ line, cells }): ImportedRun[] => {
    const read = (field: RunField) => cells[nameOf(field)]?.trim() ?? '';
    const empty = (['task', 'initialization', 'run', 'value'] as const).filter((field) => read(field) === '');
    const value = toShare(read('value'), format.scale);
    if (empty.length > 0)
      mistakes.push({
        line,
        message: `Nothing stands under ${empty.map((field) => `"${nameOf(field)}"`).join(', ')}.`,
      });
    else if (typeof value === 'string') mistakes.push({ line, message: value });
    else {
      const label = read('run');
      const run = numbered ? Number(label) : places.get(label)!;
      const [task, initialization] = [read('task'), read('initialization')];
      return [{ task, initialization, run, value, metric: read('metric') || 'score', split: read('split'), line }];
    }
    return [];
  });
  for (const [, same] of groupBy(runs, ({ task, initialization, run }) =>
    JSON.stringify([task, initialization, run]),
  )) {
    const [first, second] = same;
    if (second === undefined) continue;
    const message = `Run ${second.run} of ${second.task} from ${second.initialization} is already on line ${first!.line}. Keep one of the two.`;
    mistakes.push({ line: second.line, message });
  }
  return { runs: mistakes.length > 0 ? [] : runs, mistakes: mistakes.toSorted((a, b) => a.line - b.line) };
}

/** The share, or what is wrong with the value. */
function toShare(text: string, scale: RunsFormat['scale']): number | string {
  const value = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) return `"${text}" is no number. Leave the run out, and say so beside the table.`;
  const most = scale === 'share' ? 1 : 100;
  if (value >= 0 && value <= most) return value / most;
  const hint = scale === 'share' && value <= 100 ? ' If the values are percent, add --scale percent.' : '';
  return `${text} lies outside 0 to ${most}.${hint}`;
}
