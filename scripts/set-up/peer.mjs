// PyTorch, SciPy and the other implementations that Warmstart is compared with: a Python environment in the cache.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../../runner/engines/cache-folder.ts';
import { root, runChild } from './run-child.mjs';
import { SetUpError } from './step.mjs';

const REQUIREMENTS = 'scripts/golden-requirements.txt';

/** Its Python. */
export const peerPython = path.join(
  cacheFolder(),
  'peer',
  process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python',
);

/** Installs the pinned libraries where they are not there yet; several GB, since PyTorch's wheel brings CUDA along. */
export async function setUpPeer() {
  const folder = path.join(cacheFolder(), 'peer');
  const requirements = readFileSync(path.join(root, REQUIREMENTS));
  const hash = createHash('sha256').update(requirements).digest('hex');
  const stamp = path.join(folder, 'golden-requirements.sha256');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return { text: 'installed' };
  await succeed(process.env.WARMSTART_PYTHON ?? 'python3', ['-m', 'venv', folder]);
  await succeed(peerPython, ['-m', 'pip', 'install', '--quiet', '--requirement', REQUIREMENTS]);
  writeFileSync(stamp, hash);
  return { text: 'installed with pip' };
}

/**
 * @param {string} program
 * @param {readonly string[]} parameters
 */
export async function succeed(program, parameters) {
  const { code, output } = await runChild(program, parameters, { quiet: true });
  if (code !== 0) throw new SetUpError(`${program} ${parameters.join(' ')} failed:\n${output.trim()}`);
}
