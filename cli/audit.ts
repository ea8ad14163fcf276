import { audit as auditLiterature } from '../results/literature/audit';
import { auditText } from '../results/literature/audit-text';
import { choice, parseCommand } from './arguments';
import { ExitCode } from './exit-code';
import { readLiteratureFile } from './read-literature-file';

/** Recomputes every published mark from the mean, standard deviation and n published beside it. */
export async function audit(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseCommand(
    parameters,
    {
      side: { type: 'string' },
      variances: { type: 'string' },
      ddof: { type: 'string' },
      json: { type: 'boolean' },
    },
    [],
    ['FILE'],
  );
  const literature = readLiteratureFile(positionals[0]);
  const side = choice('--side', values.side, ['two-sided', 'one-sided']);
  const variances = choice('--variances', values.variances, ['equal', 'unequal']);
  const ddof = choice('--ddof', values.ddof, ['0', '1']);
  const audits = auditLiterature(literature, {
    ...(side && { side }),
    ...(variances && { variances }),
    ...(ddof && { ddof: ddof === '0' ? 0 : 1 }),
  });
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ source: literature.source, tables: audits }, null, 2)}\n`
      : auditText(literature.source, audits),
  );
  return ExitCode.done;
}
