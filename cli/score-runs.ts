import { tableOfExperiment } from '../results/experiment-status';
import { casesText } from '../results/test-cases/cases-text';
import { casesVerdict } from '../results/test-cases/cases-verdict';
import { StoreReader } from '../runner/store/store-reader';
import { ExitCode } from './exit-code';
import { openExperiment } from './open-experiment';
import { overTestCases } from './over-test-cases';

/** How far an experiment's scores would vary over other test cases, and which of its differences these bear out. */
export async function scoreRuns(
  file: string,
  values: { readonly store?: string; readonly data?: string[]; readonly json?: boolean },
): Promise<number> {
  const { spec, plan, store } = openExperiment(file, values);
  const experiment = new StoreReader(store).experiment(plan);
  const table = tableOfExperiment(experiment, spec.statistics);
  const found = await overTestCases(experiment, table, store);
  const judged = found.map((over) => ({ ...over, verdict: casesVerdict(over, table) }));
  process.stdout.write(values.json ? `${JSON.stringify(judged, null, 2)}\n` : casesText(found, table));
  return ExitCode.done;
}
