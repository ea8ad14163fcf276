import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { tableOfExperiment } from '../results/experiment-status';
import { renderReport } from '../results/report/render-report';
import { reportFacts } from '../results/report/report-facts';
import { StoreReader } from '../runner/store/store-reader';
import { parseCommand, STORE_OPTIONS } from './arguments';
import { bothKindsOfDice } from './both-kinds-of-dice';
import { ExitCode } from './exit-code';
import { openExperiment } from './open-experiment';
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
  const facts = reportFacts(experiment);
  const html = renderReport({
    ...facts,
    parts: [...facts.parts, ...(await bothKindsOfDice(experiment, store))],
    table: tableOfExperiment(experiment, spec.statistics),
    specFile: path.basename(file),
    specText: text,
    command: `warmstart run ${path.basename(file)}`,
    written: new Date().toISOString(),
  });
  writeFileSync(values.output, html);
  console.log(path.resolve(values.output));
  return ExitCode.done;
}
