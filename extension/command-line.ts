import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * What the command line, the bundle `cli`, prints. In a process of its own, since drawing test cases may take some twenty seconds, in which this one
 * would answer nobody.
 * @throws Error with what it complained of
 */
export async function commandLine(cli: string, parameters: readonly string[]): Promise<string> {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const options = { env, maxBuffer: Number.POSITIVE_INFINITY };
  return (await promisify(execFile)(process.execPath, [cli, ...parameters], options)).stdout;
}
