import { diffProtocols } from '../results/diff/diff-protocols';
import { diffResults } from '../results/diff/diff-results';
import { diffText } from '../results/diff/diff-text';
import { outcomeOf } from '../results/experiment-status';
import { makeTable } from '../results/make-table';
import { OutcomeReader } from '../runner/store/outcome-reader';
import { parseCommand, STORE_OPTIONS } from './arguments';
import { ExitCode } from './exit-code';
import { openExperiment } from './open-experiment';

/** What two specs do differently, beside how their results differ. */
export async function diff(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(parameters, { ...STORE_OPTIONS, json: { type: 'boolean' } }, [
    'SPEC',
    'OTHER',
  ]);
  const [a, b] = [positionals[0]!, positionals[1]!].map((file) => {
    const opened = openExperiment(file, values);
    const outcomes = new OutcomeReader(opened.store, outcomeOf).outcomes(opened.plan);
    return { ...opened, outcomes, table: makeTable(opened.plan, outcomes, opened.spec.statistics) };
  });
  const protocols = diffProtocols(a!, b!);
  const results = diffResults(a!, b!);
  process.stdout.write(
    values.json ? `${JSON.stringify({ ...protocols, results }, null, 2)}\n` : diffText(protocols, results),
  );
  return ExitCode.done;
}
