import { readFileSync } from 'node:fs';
import type { Literature } from '../catalog/literature';
import { publishedResults } from '../spec/published-results';
import { readLiterature } from '../spec/read-literature';
import { diagnosticLines } from './diagnostic-lines';
import { InputError } from './input-error';

/** A file of published results, or those of the benchmark's paper. @throws InputError with a line for each mistake */
export function readLiteratureFile(file: string | undefined): Literature {
  if (file === undefined) return publishedResults();
  const text = readFileSync(file, 'utf8');
  const { literature, diagnostics } = readLiterature(text);
  if (literature === null) throw new InputError(diagnosticLines(file, text, diagnostics).join('\n'));
  return literature;
}
