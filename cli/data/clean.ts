import { rmSync } from 'node:fs';
import { bytes } from '../../results/numbers';
import { bytesIn } from '../../runner/bytes-in';
import { isWorking, readRunners } from '../../runner/store/runner-record';
import { parseCommand, STORE_OPTIONS } from '../arguments';
import { ExitCode } from '../exit-code';
import { InputError } from '../input-error';
import { openExperiment } from '../open-experiment';

/**
 * `data clean`: removes what a store keeps of data, pixels that are prepared and images that are drawn, also those that no spec needs any
 * more and those that a killed runner left half done. Runs make what they need anew, the same to the byte; results are not touched.
 */
export async function clean(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(parameters, STORE_OPTIONS, ['SPEC']);
  const { store } = openExperiment(positionals[0]!, values);
  if (readRunners(store).some(isWorking)) {
    const message = `A runner works in ${store.root} and reads what would be removed. Wait for it, or stop it first (\`warmstart stop\`).`;
    throw new InputError(message);
  }
  const folders = [store.prepared, store.phantoms];
  const freed = folders.reduce((sum, folder) => sum + bytesIn(folder), 0);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  console.log(
    `${bytes(freed, 2)} of prepared and drawn images removed from ${store.root}; runs make anew what they need.`,
  );
  return ExitCode.done;
}
