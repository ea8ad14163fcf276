import { tableOfExperiment } from '../results/experiment-status';
import { formatTable, TABLE_FORMATS, type TableFormat } from '../results/format-table';
import { summarize } from '../results/summary';
import { StoreReader } from '../runner/store/store-reader';
import { parseCommand, STORE_OPTIONS } from './arguments';
import { ExitCode } from './exit-code';
import { openExperiment } from './open-experiment';
import { UsageError } from './usage-error';

/** The table of what the store says by now. */
export async function table(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(
    parameters,
    { ...STORE_OPTIONS, format: { type: 'string', default: 'text' } },
    ['SPEC'],
  );
  const format = TABLE_FORMATS.find((known) => known === values.format);
  if (!format) throw new UsageError(`--format takes ${TABLE_FORMATS.join(', ')}, not "${values.format}".`);
  const { plan, spec, store } = openExperiment(positionals[0]!, values);
  const made = tableOfExperiment(new StoreReader(store).experiment(plan), spec.statistics);
  process.stdout.write(formatTable(made, format, { ansi: usesColor() }));
  if (format === ('text' satisfies TableFormat)) for (const { text } of summarize(made)) console.log(`\n${text}`);
  return ExitCode.done;
}

/** A terminal that shows escapes, and nobody who asked for none (https://no-color.org). */
export function usesColor(): boolean {
  return process.stdout.isTTY === true && !process.env.NO_COLOR;
}
