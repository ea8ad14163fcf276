import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { tableOfExperiment } from '../results/experiment-status';
import { renderReport } from '../results/report/render-report';
import { reportFacts } from '../results/report/report-facts';
import { StoreReader } from '../runner/store/store-reader';
import { parseCommand, STORE_OPTIONS } from './arguments';
import { ExitCode } from './exit-code';
import { openExperiment } from './open-experiment';
import { overTestCases } from './over-test-cases';
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
