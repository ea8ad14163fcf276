/** Examples of a prepared dataset whose pixels could not be made, and what is odd about others; kept beside the pixels, which are not looked at again. */
import { readFile } from 'node:fs/promises';
import { replaceFile } from '../replace-file';
import type { DataWarning } from './check/dataset-report';
import { DataError, type DataProblem, lostImages, ProblemList } from './data-error';
import { type Dataset, type Example, PARTS } from './dataset';
import { splitHash } from './split-hash';

export interface Flaw {
  /** Of the example. */
  readonly id: string;
  readonly problem: DataProblem;
}

/** What was found while pixels were made. */
export interface FoundInPixels {
  readonly flaws: readonly Flaw[];
  readonly warnings: readonly DataWarning[];
}

export async function writeFound(path: string, found: FoundInPixels): Promise<void> {
  if (found.flaws.length + found.warnings.length > 0)
    await replaceFile(path, (file) => file.writeFile(JSON.stringify(found)));
}

/** Nothing where there is no such file. */
export async function readFound(path: string): Promise<FoundInPixels> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text === null ? { flaws: [], warnings: [] } : (JSON.parse(text) as FoundInPixels);
}

/** The dataset without its flawed examples, with the hash of what is left. @throws DataError where they may not be left out, or nothing is left */
export function withoutFlawed(dataset: Dataset, flaws: readonly Flaw[]): Dataset {
  if (flaws.length === 0) return dataset;
  const problems = flaws.map(({ problem }) => problem);
  if (dataset.leftOut === undefined) throw new DataError(problems);
  const flawed = new Set(flaws.map(({ id }) => id));
  const sound = (examples: readonly Example[]) => examples.filter(({ id }) => !flawed.has(id));
  const { train, validation, test } = dataset.parts;
  const parts = { train: sound(train), validation: sound(validation), test: sound(test) };
  const empty = PARTS.filter((part) => parts[part].length === 0 && dataset.parts[part].length > 0);
  if (empty.length > 0) {
    const emptied = new ProblemList();
    for (const part of empty) emptied.add('part', part, `No image for ${part} can be used; mend some of these:`);
    throw new DataError([...emptied.all, ...problems]);
  }
  const lost = lostImages(flaws.map(({ id, problem }) => ({ ...problem, example: id })));
  return { ...dataset, parts, splitHash: splitHash(parts), leftOut: [...dataset.leftOut, ...lost] };
}
