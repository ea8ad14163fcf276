import { spawnSync } from 'node:child_process';
import { cacheFolder } from '../runner/engines/cache-folder';
import { cudaLoaderEnvironment } from '../runner/engines/cuda-environment';
import { examineEngines } from '../runner/engines/examine-engines';
import { findNativeEngine } from '../runner/engines/native-engine';
import { parseCommand } from './arguments';
import { ExitCode } from './exit-code';

/** Which engines and GPU are there, which engine runs, and why not the others. */
export async function doctor(parameters: readonly string[]): Promise<number> {
  parseCommand(parameters, {}, []);
  const loader = cudaLoaderEnvironment(findNativeEngine());
  if (loader.LD_LIBRARY_PATH) {
    // The loader reads its path once, as a process starts; a runner is started with it, too.
    const again = spawnSync(process.execPath, process.argv.slice(1), {
      env: { ...process.env, ...loader },
      stdio: 'inherit',
    });
    return again.status ?? ExitCode.failed;
  }
  const { engines, gpu } = await examineEngines();
  for (const { name, works, reason } of [...engines, { name: 'GPU', ...gpu }]) {
    console.log(`${works ? '✔' : '✘'} ${name}: ${works ?? reason}`);
  }
  console.log(
    `Runs use ${engines.find(({ works }) => works)?.name ?? 'no engine: none works'}. Node ${process.versions.node}; cache ${cacheFolder()}`,
  );
  return engines.some(({ works }) => works) ? ExitCode.done : ExitCode.failed;
}
