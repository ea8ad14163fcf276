import { UsageError } from './usage-error';
import { exportCommand } from './weights-export';
import { inspectCommand } from './weights-inspect';

/** `warmstart weights inspect` and `warmstart weights export`. */
export async function weights([name, ...parameters]: readonly string[]): Promise<number> {
  if (name === 'inspect') return inspectCommand(parameters);
  if (name === 'export') return exportCommand(parameters);
  throw new UsageError(name === undefined ? 'weights takes inspect or export.' : `"weights ${name}" is no command.`);
}
