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

/** node:util's parseArgs, its errors turned into UsageErrors, and exactly `operands` operands. */
export function parseCommand<const O extends Options>(
  parameters: readonly string[],
  options: O,
  operands: readonly string[],
) {
  try {
    const parsed = parseArgs({ args: [...parameters], options, allowPositionals: true });
    if (parsed.positionals.length < operands.length)
      throw new UsageError(`${operands[parsed.positionals.length]} is missing.`);
    if (parsed.positionals.length > operands.length)
      throw new UsageError(`"${parsed.positionals[operands.length]}" is one word too many.`);
    return parsed;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError((error as Error).message);
  }
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
