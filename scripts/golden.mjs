// npm run golden: makes every golden file anew from independent implementations. `npm run golden -- statistics` only those below such a path.
import './set-up/require-node.mjs';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../runner/engines/cache-folder.ts';
import { Interrupted, root, runChild } from './set-up/run-child.mjs';
import { SetUpError, step } from './set-up/step.mjs';

const REQUIREMENTS = 'scripts/golden-requirements.txt';

/**
 * A Python environment in the cache with the pinned libraries; several GB, since PyTorch's wheel brings CUDA along.
 * @param {string} folder
 */
async function setUpPython(folder) {
  const requirements = readFileSync(path.join(root, REQUIREMENTS));
  const hash = createHash('sha256').update(requirements).digest('hex');
  const stamp = path.join(folder, 'golden-requirements.sha256');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return { text: 'installed' };
  await succeed(process.env.WARMSTART_PYTHON ?? 'python3', ['-m', 'venv', folder]);
  await succeed(pythonIn(folder), ['-m', 'pip', 'install', '--quiet', '--requirement', REQUIREMENTS]);
  writeFileSync(stamp, hash);
  return { text: 'installed with pip' };
}

/** @param {string} folder */
const pythonIn = (folder) => path.join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');

/**
 * @param {string} program
 * @param {readonly string[]} parameters
 */
async function succeed(program, parameters) {
  const { code, output } = await runChild(program, parameters, { quiet: true });
  if (code !== 0) throw new SetUpError(`${program} ${parameters.join(' ')} failed:\n${output.trim()}`);
}

const word = process.argv[2] ?? '';
const scripts = readdirSync(path.join(root, 'test'), { recursive: true })
  .map((file) => path.posix.join('test', `${file}`.replaceAll(path.sep, '/')))
  .filter((file) => /\/golden\/make_\w+\.py$/.test(file) && file.includes(word))
  .sort();

try {
  if (scripts.length === 0) throw new SetUpError(`No script test/**/golden/make_*.py has "${word}" in its path.`);
  const folder = path.join(cacheFolder(), 'peer');
  await step('Python', () => setUpPython(folder));
  for (const script of scripts) {
    await step(script, async () => {
      await succeed(pythonIn(folder), [script]);
      return { text: 'made' };
    });
  }
  console.log('Look at `git diff` before you commit.');
} catch (error) {
  if (!(error instanceof Interrupted || error instanceof SetUpError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
