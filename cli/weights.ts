import { UsageError } from './usage-error';
import { exportCommand } from './weights-export';
import { inspectCommand } from './weights-inspect';
import { listCommand } from './weights-list';

/** `warmstart weights inspect`, `warmstart weights export` and `warmstart weights list`. */
export async function weights([name, ...parameters]: readonly string[]): Promise<number> {
  if (name === 'inspect') return inspectCommand(parameters);
  if (name === 'export') return exportCommand(parameters);
  if (name === 'list') return listCommand(parameters);
  throw new UsageError(
    name === undefined ? 'weights takes inspect, export or list.' : `"weights ${name}" is no command.`,
  );
}
