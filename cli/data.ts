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
  if (!command) throw new UsageError(`"data ${name}" is no command; there is ${list(Object.keys(COMMANDS))}.`);
  return command(parameters);
}

function list(names: readonly string[]): string {
  return names.map((name) => `"data ${name}"`).join(' and ');
}
