/** Finds a checkpoint of the catalog in the folder of checkpoints, wherever in it and under whatever name. */
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type CatalogFile, type CatalogInitialization, findCatalogInitialization } from '../../catalog/initializations';
import type { WeightLayout } from '../../catalog/weight-layout';
import { type HashAlgorithm, hashFile } from './hash-file';
import { WeightsError } from './weights-error';
import { weightsFile } from './weights-file';

export interface LocatedCheckpoint {
  /** A file; of a TensorFlow checkpoint its .index. */
  readonly path: string;
  /** null: not an official file, its layout shows in its names. */
  readonly layout: WeightLayout | null;
  /** Of an official file: how its SHA-256 begins, and where its authors publish it. null where that is not known. */
  readonly published: { readonly sha256: string; readonly source: string | null } | null;
}

/** Deeper than this nobody keeps checkpoints, and a wrong folder may be a whole disk. */
const MAXIMUM_DEPTH = 4;

/**
 * Where the weights of an initialization are.
 * @param file as the spec names it: a file, or an initialization of the catalog
 * @param expected the file's path, or as for `locateCheckpoint`
 * @throws WeightsError
 */
export async function locateWeights(file: string, expected: string): Promise<LocatedCheckpoint> {
  const entry = findCatalogInitialization(file);
  return entry
    ? locateCheckpoint(entry, expected)
    : { path: await weightsFile(expected), layout: null, published: null };
}

/** @throws WeightsError where a file goes by the name of an official one and is another */
export function checkPublished({ path, published }: LocatedCheckpoint, sha256: string): void {
  if (published !== null) compare(path, 'SHA-256', published.sha256, sha256, published.source);
}

function compare(path: string, hash: string, published: string, found: string, source: string | null): void {
  if (found.startsWith(published)) return;
  throw new WeightsError(
    'other-file',
    path,
    `it has the name of an official file, whose ${hash} begins with ${published}; this one's begins with ${found.slice(0, 8)}. Get the file anew (${source}), or, if these are the weights that you mean, rename it and list it under a name of its own: {name: …, weights: FILE}.`,
  );
}

/**
 * @param expected where the file of the first name would be, or an official or exported file that is there
 * @throws WeightsError that says what was looked for and where, or that a file has an official one's name and another MD5
 */
export async function locateCheckpoint(entry: CatalogInitialization, expected: string): Promise<LocatedCheckpoint> {
  const official = (path: string) => entry.files.find(({ name }) => name === basename(path));
  const located = async (path: string, file = official(path)): Promise<LocatedCheckpoint> => {
    const [hash, layout] = [file?.hash, file?.layout ?? null];
    // The SHA-256 of what is loaded is known in the end; the MD5 is asked for here alone.
    const md5 = hash?.algorithm === 'md5' ? await hashOf(path, 'md5') : null;
    if (hash && md5 !== null) compare(path, 'MD5', hash.start, md5, entry.source);
    const published = hash?.algorithm === 'sha256' ? { sha256: hash.start, source: entry.source } : null;
    return { path: await weightsFile(path), layout, published };
  };
  if (await isCandidate(expected)) return located(expected);
  const folder = dirname(expected);
  const paths = await listBelow(folder, MAXIMUM_DEPTH);
  for (const path of paths.filter(official)) if (await isCandidate(path)) return located(path);
  for (const file of entry.files) {
    const found = await findByHash(file, paths);
    if (found !== null) return located(found, file);
  }
  const names = entry.files.map(({ name }) => name).join(' or ');
  throw new WeightsError(
    'not-found',
    join(folder, entry.files[0]?.name ?? entry.name),
    `${entry.title} is not below ${folder}, neither by name nor by hash; put ${names} there (from ${entry.source}).`,
  );
}

const WEIGHTS = /\.(pth|pt|tar|bin|ckpt|pkl)$/;

/** A file, or a folder without an ending of files: not what unpacking `x.pth` into a folder of that name leaves, and no link to nothing. */
async function isCandidate(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && (found.isFile() || (found.isDirectory() && !WEIGHTS.test(path)));
}

/** Files and folders below a folder, the shallow ones first. */
async function listBelow(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const paths = entries.map(({ name }) => join(folder, name)).sort();
  if (depth === 1) return paths;
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  const deeper = await Promise.all(folders.sort().map((path) => listBelow(path, depth - 1)));
  return [...paths, ...deeper.flat()];
}

async function findByHash({ hash }: CatalogFile, paths: readonly string[]): Promise<string | null> {
  if (hash === undefined) return null;
  for (const path of paths.filter((path) => WEIGHTS.test(path))) {
    const found = await hashOf(path, hash.algorithm);
    if (found?.startsWith(hash.start)) return path;
  }
  return null;
}

/** null for what is no file, or cannot be read: the checkpoint may be another. */
async function hashOf(path: string, algorithm: HashAlgorithm): Promise<string | null> {
  if (!(await isCandidate(path))) return null;
  return hashFile(path, algorithm).catch(() => null);
}
