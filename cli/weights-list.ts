import { aboutInitialization } from '../catalog/about-initialization';
import { CATALOG_INITIALIZATIONS, type CatalogInitialization } from '../catalog/initializations';
import { parseCommand } from './arguments';
import { ExitCode } from './exit-code';

/** Shows the published checkpoints that a spec may name: their files, where those come from, and what they expect. */
export function listCommand(parameters: readonly string[]): number {
  const { values } = parseCommand(parameters, { json: { type: 'boolean' } }, []);
  const published = CATALOG_INITIALIZATIONS.filter(({ files }) => files.length > 0);
  console.log(values.json ? JSON.stringify(published, null, 2) : published.map(paragraph).join('\n\n'));
  return ExitCode.done;
}

function paragraph(entry: CatalogInitialization): string {
  const facts = aboutInitialization(entry).map(({ title, text }) => `  ${title}: ${text}`);
  return [`${entry.name}: ${entry.description}`, ...facts].join('\n');
}
