import path from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { splitAssignment } from '../runner/runner-options';
import { UsageError } from './usage-error';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Options that every command on a spec takes. */
export const STORE_OPTIONS = {
  store: { type: 'string' },
  data: { type: 'string', multiple: true },
} satisfies Options;

/** node:util's parseArgs, its errors turned into UsageErrors; all `operands`, and none but those and the `optional` ones. */
export function parseCommand<const O extends Options>(
  parameters: readonly string[],
  options: O,
  operands: readonly string[],
  optional: readonly string[] = [],
) {
  try {
    const parsed = parseArgs({ args: [...parameters], options, allowPositionals: true });
    const most = operands.length + optional.length;
    if (parsed.positionals.length < operands.length)
      throw new UsageError(`${operands[parsed.positionals.length]} is missing.`);
    if (parsed.positionals.length > most) throw new UsageError(`"${parsed.positionals[most]}" is one word too many.`);
    return parsed;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError((error as Error).message);
  }
}

/** The value of an option that takes one of a few words; undefined where it is not given. */
export function choice<const Word extends string>(
  option: string,
  value: string | undefined,
  allowed: readonly Word[],
): Word | undefined {
  const found = allowed.find((word) => word === value);
  if (value !== undefined && found === undefined)
    throw new UsageError(`${option} takes ${allowed.join(', ')}, not "${value}".`);
  return found;
}

/** `NAME=DIR` each; folders relative to the working folder become absolute, `~` stays for the spec's reader. */
export function dataFolders(assignments: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    assignments.map((assignment) => {
      const [name, folder] = splitAssignment(assignment);
      if (!assignment.includes('=') || name === '' || folder === '')
        throw new UsageError(`--data takes NAME=DIR, and "${assignment}" is none.`);
      return [name, folder.startsWith('~') ? folder : path.resolve(folder)];
    }),
  );
}
