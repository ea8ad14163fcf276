import { setUpEngine } from '../runner/engines/set-up-engine';
import { parseCommand } from './arguments';
import { ExitCode } from './exit-code';
import { UsageError } from './usage-error';

/** `engine setup`: makes the native engine, or finds it. */
export async function engine(parameters: readonly string[]): Promise<number> {
  const { positionals } = parseCommand(parameters, {}, ['setup']);
  if (positionals[0] !== 'setup')
    throw new UsageError(`"engine ${positionals[0]}" is no command; there is "engine setup".`);
  const cancel = new AbortController();
  process.once('SIGINT', () => cancel.abort());
  const made = await setUpEngine({ signal: cancel.signal, onProgress: (text) => console.log(text) });
  console.log(`tensorflow ${made.version} in ${made.folder}`);
  return ExitCode.done;
}
