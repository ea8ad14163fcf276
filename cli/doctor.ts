import { cacheFolder } from '../runner/engines/cache-folder';
import { examineEngines } from '../runner/engines/examine-engines';
import { parseCommand } from './arguments';
import { ExitCode } from './exit-code';

/** Which engines are there, which one runs, and why not the others. */
export async function doctor(parameters: readonly string[]): Promise<number> {
  parseCommand(parameters, {}, []);
  const reports = await examineEngines();
  for (const { name, works, reason } of reports) console.log(`${works ? '✔' : '✘'} ${name}: ${works ?? reason}`);
  console.log(
    `Runs use ${reports.find(({ works }) => works)?.name ?? 'no engine: none works'}. Node ${process.versions.node}; cache ${cacheFolder()}`,
  );
  return reports.some(({ works }) => works) ? ExitCode.done : ExitCode.failed;
}
