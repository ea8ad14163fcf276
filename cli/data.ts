import { list } from '../results/numbers';
import { UsageError } from './usage-error';

/** Loaded when asked for: they bring decoders along. */
const COMMANDS: Readonly<Record<string, (parameters: readonly string[]) => Promise<number>>> = {
  check: async (parameters) => (await import('./data/check')).check(parameters),
  inspect: async (parameters) => (await import('./data/inspect')).inspect(parameters),
  clean: async (parameters) => (await import('./data/clean')).clean(parameters),
};

/** `data …`: looks at images and datasets before anything trains on them. */
export async function data([name = '', ...parameters]: readonly string[]): Promise<number> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    const known = list(Object.keys(COMMANDS).map((each) => `"data ${each}"`));
    throw new UsageError(`"data ${name}" is no command; there is ${known}.`);
  }
  return command(parameters);
}
