import type { EngineBuild } from '../runner/engines/native-engine';
import { setUpEngine } from '../runner/engines/set-up-engine';
import { parseCommand } from './arguments';
import { ExitCode } from './exit-code';
import { UsageError } from './usage-error';

const BUILDS: readonly string[] = ['cpu', 'cuda'] satisfies EngineBuild[];

/** `engine setup [--engine cpu|cuda]`: makes the native engine, or finds it. */
export async function engine(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(parameters, { engine: { type: 'string' } }, ['setup']);
  if (positionals[0] !== 'setup')
    throw new UsageError(`"engine ${positionals[0]}" is no command; there is "engine setup".`);
  const build = BUILDS.find((known) => known === values.engine) as EngineBuild | undefined;
  if (values.engine !== undefined && !build)
    throw new UsageError(`--engine takes ${BUILDS.join(' or ')}, not "${values.engine}".`);
  const cancel = new AbortController();
  process.once('SIGINT', () => cancel.abort());
  const made = await setUpEngine({ build, signal: cancel.signal, onProgress: (text) => console.log(text) });
  console.log(`tensorflow ${made.version} (${made.build}) in ${made.folder}`);
  return ExitCode.done;
}
