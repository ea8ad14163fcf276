import path from 'node:path';
import { isWorking, readRunners, requestStop } from '../runner/store/runner-record';
import { parseCommand, STORE_OPTIONS } from './arguments';
import { ExitCode } from './exit-code';
import { openExperiment } from './open-experiment';

/** Asks every runner of a spec to stop after the step at hand; `run` goes on from the last checkpoint. */
export async function stop(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(parameters, STORE_OPTIONS, ['SPEC']);
  const { file, store } = openExperiment(positionals[0]!, values);
  const running = readRunners(store).filter((runner) => runner.spec === path.resolve(file) && isWorking(runner));
  for (const { nonce } of running) requestStop(store.runner(nonce));
  console.log(
    running.length === 0
      ? 'No runner works on this spec.'
      : `Asked ${running.length === 1 ? 'its runner' : `${running.length} runners`} to stop after the step at hand.`,
  );
  return ExitCode.done;
}
