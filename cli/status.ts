import path from 'node:path';
import { percent } from '../results/numbers';
import { preparingText } from '../runner/preparing';
import { readRunners } from '../runner/store/runner-record';
import { StoreReader, type WorkStatus } from '../runner/store/store-reader';
import { parseCommand, STORE_OPTIONS } from './arguments';
import { dataLines } from './data-lines';
import { ExitCode } from './exit-code';
import { failureLines } from './failure-lines';
import { openExperiment } from './open-experiment';
import { summaryLine, workName } from './progress-lines';
import { weightsLines } from './weights-lines';

/** Who works on what, and how far it is. */
export async function status(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(parameters, STORE_OPTIONS, ['SPEC']);
  const { file, plan, store } = openExperiment(positionals[0]!, values);
  const experiment = new StoreReader(store).experiment(plan);
  for (const work of [...experiment.pretraining, ...experiment.cells])
    console.log(`${work.state.padEnd(14)} ${workName(work)}${detail(work)}`);
  for (const runner of readRunners(store)) {
    if (runner.spec !== path.resolve(file) || runner.ended) continue;
    const words = { held: 'works', silent: 'has been silent for a minute', dead: 'is gone', none: 'is gone' }[
      runner.state
    ];
    console.log(
      `Runner ${runner.nonce} ${words}${runner.header ? `: ${runner.header.engineVersion}, process ${runner.header.pid} on ${runner.header.host}` : ''}`,
    );
    if (runner.preparing) console.log(preparingText(runner.preparing));
  }
  for (const line of [...dataLines(experiment), ...weightsLines(experiment), ...failureLines(experiment)])
    console.log(line);
  console.log(summaryLine(experiment));
  return ExitCode.done;
}

function detail({ state, record, work }: WorkStatus): string {
  if (state === 'finished' && record.result) return `: ${percent(record.result.value)} %`;
  return record.epochs.length > 0 ? `: epoch ${record.epochs.length} of ${work.job.training.epochs}` : '';
}
