import { parseCommand, STORE_OPTIONS } from './arguments';
import { diagnosticLines } from './diagnostic-lines';
import { ExitCode } from './exit-code';
import { readSpecFile } from './open-experiment';

/** What is wrong with a spec, as file:line:column. Exit code 1 when there is an error; warnings pass. */
export async function check(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(parameters, STORE_OPTIONS, ['SPEC']);
  const file = positionals[0]!;
  const { text, diagnostics } = readSpecFile(file, values.data);
  for (const line of diagnosticLines(file, text, diagnostics)) console.log(line);
  return diagnostics.some(({ severity }) => severity === 'error') ? ExitCode.failed : ExitCode.done;
}
