import { formatTable, TABLE_FORMATS, type TableFormat } from '../results/format-table';
import { summarize } from '../results/summary';
import { ROWS } from '../results/table-rows';
import { choice, parseCommand } from './arguments';
import { ExitCode } from './exit-code';
import { openTable, TABLE_OPTIONS } from './open-table';

/** The table of what the store, a file of runs or the literature says by now. */
export async function table(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(
    parameters,
    { ...TABLE_OPTIONS, format: { type: 'string' }, rows: { type: 'string' } },
    [],
    ['SPEC'],
  );
  const format = choice('--format', values.format, TABLE_FORMATS) ?? 'text';
  const rows = choice('--rows', values.rows, ROWS);
  const made = await openTable(positionals[0], values);
  process.stdout.write(formatTable(made, format, { ansi: usesColor(), rows }));
  if (format === ('text' satisfies TableFormat)) for (const { text } of summarize(made)) console.log(`\n${text}`);
  return ExitCode.done;
}

/** A terminal that shows escapes, and nobody who asked for none (https://no-color.org). */
export function usesColor(): boolean {
  return process.stdout.isTTY === true && !process.env.NO_COLOR;
}
