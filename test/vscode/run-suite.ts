/** Runs test/vscode/suite in the extension host of a real VS Code; with --desktop, in the one that @vscode/test-electron downloads. */
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { launchBrowser } from './browser';
import { startServer } from './code-server';
import { writeExperiment } from './experiment';
import { runExtensionHostTests } from './extension-host-tests';
import { setUpVSCode } from './set-up';

const LIMIT_SECONDS = 300;

const extension = path.resolve(__dirname, '../..');

/** Bundles the suite into files that the extension host can load; returns its entry. mocha stays outside: it reads files of its own. */
async function bundleSuite(): Promise<string> {
  const suite = path.join(__dirname, 'suite');
  const outdir = path.join(extension, 'test/artifacts/suite');
  await rm(outdir, { recursive: true, force: true });
  await build({
    entryPoints: readdirSync(suite).map((name) => path.join(suite, name)),
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
  });
  return path.join(outdir, 'index.js');
}

async function runInCodeServer(tests: string, workspace: string): Promise<number> {
  const vscode = await setUpVSCode();
  const server = await startServer(vscode);
  const browser = await launchBrowser(vscode.browser);
  try {
    return await runExtensionHostTests(server, browser, { extension, tests, workspace, limitSeconds: LIMIT_SECONDS });
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function runOnDesktop(extensionTestsPath: string, workspace: string): Promise<number> {
  const { runTests } = await import('@vscode/test-electron');
  return runTests({ extensionDevelopmentPath: extension, extensionTestsPath, launchArgs: [workspace] });
}

async function main(): Promise<void> {
  const tests = await bundleSuite();
  const workspace = await mkdtemp(path.join(tmpdir(), 'warmstart-workspace-'));
  await writeExperiment(workspace);
  try {
    process.exitCode = await (process.argv.includes('--desktop') ? runOnDesktop : runInCodeServer)(tests, workspace);
  } finally {
    await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
  }
}

void main();
