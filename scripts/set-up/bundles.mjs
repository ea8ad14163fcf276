import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { root, runNode } from './run-child.mjs';
import { SetUpError } from './step.mjs';

/** What goes into a bundle. Folders count too: removing a file touches its folder. */
const SOURCES = [
  'schemas',
  'spec',
  'catalog',
  'journal',
  'statistics',
  'results',
  'runner',
  'cli',
  'server',
  'extension',
  'webviews',
  'scripts/build.mjs',
  'package.json',
  'package-lock.json',
];

/** Written by scripts/build.mjs when all else is in place. */
const STAMP = 'dist/.built';

/** Bundles the sources into dist/, unless nothing has changed since the last time. */
export async function buildBundles() {
  if (modified(STAMP) > Math.max(...SOURCES.map(newest))) return { text: 'built' };
  const { code, output } = await runNode(['scripts/build.mjs'], { quiet: true });
  if (code !== 0) throw new SetUpError(`The build failed; what esbuild said:\n${output.trim()}`);
  return { text: 'built with esbuild' };
}

/** @param {string} file */
function modified(file) {
  return statSync(path.join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/**
 * @param {string} source
 * @returns {number}
 */
function newest(source) {
  const stat = statSync(path.join(root, source), { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path.join(root, source)).map((name) => newest(path.join(source, name))));
}
