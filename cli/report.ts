import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { tableOfExperiment } from '../results/experiment-status';
import { renderReport } from '../results/report/render-report';
import { reportFacts } from '../results/report/report-facts';
import type { Table } from '../results/table';
import type { TaskOverCases } from '../results/test-cases/over-cases';
import { taskOverCases } from '../results/test-cases/task-over-cases';
import { RandomStream } from '../runner/random';
import type { StoreFolder } from '../runner/store/store-folder';
import { type Experiment, StoreReader } from '../runner/store/store-reader';
import { parseCommand, STORE_OPTIONS } from './arguments';
import { ExitCode } from './exit-code';
import { openExperiment } from './open-experiment';
import { readTestedRuns } from './read-tested-runs';
import { UsageError } from './usage-error';

/** Writes the experiment down as one HTML file. */
export async function report(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(
    parameters,
    { ...STORE_OPTIONS, output: { type: 'string', short: 'o' } },
    ['SPEC'],
  );
  if (values.output === undefined) throw new UsageError('-o FILE.html is missing: where to write the report.');
  const { file, text, spec, plan, store } = openExperiment(positionals[0]!, values);
  const experiment = new StoreReader(store).experiment(plan);
  const table = tableOfExperiment(experiment, spec.statistics);
  const html = renderReport({
    ...reportFacts(experiment),
    table,
    overCases: await overTestCases(experiment, table, store),
    specFile: path.basename(file),
    specText: text,
    command: `warmstart run ${path.basename(file)}`,
    written: new Date().toISOString(),
  });
  writeFileSync(values.output, html);
  console.log(path.resolve(values.output));
  return ExitCode.done;
}

/** Task by task, since predictions take memory. */
async function overTestCases(experiment: Experiment, table: Table, store: StoreFolder): Promise<TaskOverCases[]> {
  const found: TaskOverCases[] = [];
  for (const task of table.tasks) {
    // Always the same draws: who writes the report twice must read the same numbers twice.
    const stream = new RandomStream('bootstrap');
    const runs = await readTestedRuns(experiment, store, task.name);
    const over = taskOverCases(table, task, runs, (bound) => stream.integer(bound));
    if (over !== null) found.push(over);
  }
  return found;
}
