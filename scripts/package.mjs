// npm run package: warmstart-<version>-<platform>.vsix, for this platform. Fetches vsce, which is too large to be installed with everybody's packages.
import './set-up/require-node.mjs';
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { buildBundles } from './set-up/bundles.mjs';
import { installPackages } from './set-up/packages.mjs';
import { Interrupted, root, runChild } from './set-up/run-child.mjs';
import { SetUpError, step } from './set-up/step.mjs';

/** The last version that runs on Node 20. */
const VSCE = '@vscode/vsce@3.9.2';

/** What the bundles load at run time: sharp whole, and of the engine's package the sources that its set-up compiles. */
const LOADED = ['sharp'];
const SOURCES = {
  '@tensorflow/tfjs-node-gpu': ['package.json', 'binding'],
  'node-api-headers': ['package.json', 'include'],
};

const target = `${process.platform}-${process.arch}`;
const modules = path.join(root, 'node_modules');
const packed = path.join(root, 'dist/node_modules');

async function packVsix() {
  rmSync(packed, { recursive: true, force: true });
  for (const name of LOADED) copyWithDependencies(name);
  for (const [name, parts] of Object.entries(SOURCES)) {
    for (const part of parts)
      cpSync(path.join(modules, name, part), path.join(packed, name, part), { recursive: true });
  }
  const { version } = manifestOf('..');
  const file = `warmstart-${version}-${target}.vsix`;
  const parameters = ['exec', '--yes', '--', VSCE, 'package', '--no-dependencies', '--target', target, '-o', file];
  const { code, output } = await runChild(
    'npm',
    [...parameters, '--allow-missing-repository', '--no-rewrite-relative-links'],
    { quiet: true },
  );
  rmSync(packed, { recursive: true, force: true });
  if (code !== 0) throw new SetUpError(`vsce failed; what it said:\n${output.trim()}`);
  return { text: `${path.join(root, file)}\n            install it with: code --install-extension ${file}` };
}

/**
 * The package and, in turn, its dependencies; the optional ones as far as npm found them fit for this platform.
 * @param {string} name
 */
function copyWithDependencies(name) {
  const from = path.join(modules, name);
  const to = path.join(packed, name);
  if (!existsSync(from) || existsSync(to)) return;
  cpSync(from, to, { recursive: true });
  const { dependencies = {}, optionalDependencies = {} } = manifestOf(name);
  for (const dependency of Object.keys({ ...dependencies, ...optionalDependencies })) copyWithDependencies(dependency);
}

/** @param {string} name */
function manifestOf(name) {
  return JSON.parse(readFileSync(path.join(modules, name, 'package.json'), 'utf8'));
}

try {
  await step('Packages', installPackages);
  await step('Bundles', buildBundles);
  await step('Extension', packVsix);
} catch (error) {
  if (!(error instanceof Interrupted || error instanceof SetUpError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
