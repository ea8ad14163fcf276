/**
 * Puts a real VS Code into the per-user cache: code-server from the npm registry (the workbench and the extension host of VS Code 1.139,
 * in a browser) and the Node it runs on. docs/decisions.md says why.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from '../../runner/engines/cache-folder';
import { findBrowser } from './browser';
import { requireSystemPackages } from './system-packages';

const CODE_SERVER = '4.139.1';
const NODE = '24.21.0';

export interface VSCodeInstallation {
  /** Folder of the code-server package. */
  readonly codeServer: string;
  /** The Node of the version that code-server is made for. */
  readonly node: string;
  /** Path of Chromium or Chrome. */
  readonly browser: string;
}

/** Returns VS Code and a browser to show it in, installing what is missing: about a minute, 0.8 GB. Safe to interrupt and to run twice at once. */
export async function setUpVSCode(): Promise<VSCodeInstallation> {
  if (process.platform === 'win32')
    throw new Error(
      'code-server does not run on Windows; `npm run test:desktop` runs the tests in the desktop VS Code.',
    );
  requireSystemPackages();
  const nodePackage = `node-${process.platform}-${process.arch}`;
  const folder = path.join(cacheFolder(), `vscode-${CODE_SERVER}-${nodePackage}-${NODE}`);
  if (!existsSync(folder)) await install(folder, nodePackage);
  return {
    codeServer: path.join(folder, 'node_modules/code-server'),
    node: path.join(folder, 'node_modules', nodePackage, 'bin/node'),
    browser: findBrowser()!,
  };
}

async function install(folder: string, nodePackage: string): Promise<void> {
  await mkdir(path.dirname(folder), { recursive: true });
  await removeAbandoned(folder);
  console.log('Setting up VS Code for the tests (once, about a minute) …');
  const work = await mkdtemp(`${folder}.partial-`);
  try {
    const dependencies = { 'code-server': CODE_SERVER, [nodePackage]: NODE };
    await writeFile(path.join(work, 'package.json'), JSON.stringify({ private: true, dependencies }));
    await npm(work, 'install', '--ignore-scripts');

    const codeServer = path.join(work, 'node_modules/code-server');
    const node = path.join(work, 'node_modules', nodePackage);
    const vscode = path.join(codeServer, 'lib/vscode');
    await npm(vscode, 'install', '--ignore-scripts', '--omit=dev');
    // Of VS Code's native modules only these come without a binary and are missed: output channels write through spdlog.
    await npm(
      vscode,
      'rebuild',
      '--ignore-scripts=false',
      `--nodedir=${node}`,
      '@vscode/spdlog',
      '@vscode/native-watchdog',
    );

    await run(
      path.join(node, 'bin/node'),
      [path.join(codeServer, 'out/node/entry.js'), '--config', '/dev/null', '--version'],
      work,
    );
    await rename(work, folder).catch((error) => {
      if (!existsSync(folder)) throw error; // else another set-up was first
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** What a killed set-up left behind. A living one is younger than an hour. */
async function removeAbandoned(folder: string): Promise<void> {
  const parent = path.dirname(folder);
  for (const name of await readdir(parent)) {
    if (!name.startsWith(`${path.basename(folder)}.partial-`)) continue;
    const { mtimeMs } = await stat(path.join(parent, name));
    if (Date.now() - mtimeMs > 3_600_000) await rm(path.join(parent, name), { recursive: true, force: true });
  }
}

function npm(cwd: string, ...parameters: string[]): Promise<void> {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const script = process.env.npm_execpath;
  return script
    ? run(process.execPath, [script, ...parameters, ...quiet], cwd)
    : run('npm', [...parameters, ...quiet], cwd);
}

function run(program: string, parameters: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(`Setting up VS Code failed at \`${program} ${parameters.join(' ')}\`:\n${output.slice(-4000)}`),
        );
    });
  });
}
