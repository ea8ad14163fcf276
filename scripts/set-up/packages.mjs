import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root, runChild, runNode } from './run-child.mjs';
import { SetUpError } from './step.mjs';

/** Installs the npm packages that package-lock.json names, unless exactly they lie in node_modules. */
export async function installPackages() {
  if (installed()) return { text: 'installed' };
  const parameters = ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  // Under `npm start` and `npm test`, the npm that runs this; it has no other name that works on every system.
  const npm = process.env.npm_execpath;
  const { code, output } = npm
    ? await runNode([npm, ...parameters], { quiet: true })
    : await runChild('npm', parameters, { quiet: true });
  if (code !== 0) throw new SetUpError(`npm ci failed; what it said:\n${output.trim()}`);
  return { text: 'installed with npm ci' };
}

/** npm writes its own record of node_modules last, so an interrupted installation has none. */
function installed() {
  let wanted;
  let present;
  try {
    wanted = packagesIn('package-lock.json');
    present = packagesIn('node_modules/.package-lock.json');
  } catch {
    return false;
  }
  return Object.entries(wanted).every(([folder, { version, integrity, optional }]) => {
    if (folder === '') return true;
    const there = present[folder];
    if (!there) return optional === true; // a binary for another platform
    return there.version === version && there.integrity === integrity;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, {version: string, integrity?: string, optional?: boolean}>}
 */
const packagesIn = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
