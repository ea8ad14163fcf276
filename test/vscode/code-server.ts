/** One VS Code server (code-server) on a free loopback port, with throw-away data folders. */
import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { VSCodeInstallation } from './set-up';

/** A workbench that shows the extension and nothing else, asks nothing and looks nothing up. */
const SETTINGS = {
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  // A file that is open somewhere is shown there, so that it has one tab.
  'workbench.editor.revealIfOpen': true,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'typescript.disableAutomaticTypeAcquisition': true,
  'window.confirmBeforeClose': 'never',
};

const START_SECONDS = 60;

type Settings = Readonly<Record<string, unknown>>;

export interface CodeServer {
  readonly url: string;
  readonly port: number;
  /** Emits `line` for every line the server writes. */
  readonly output: EventEmitter<{ line: [string] }>;
  /** Changes the user's settings; open windows follow. */
  set(settings: Settings): Promise<void>;
  stop(): Promise<void>;
}

export async function startServer(vscode: VSCodeInstallation, settings: Settings = {}): Promise<CodeServer> {
  const home = await mkdtemp(path.join(tmpdir(), 'warmstart-vscode-'));
  const data = path.join(home, 'data');
  await mkdir(path.join(data, 'User'), { recursive: true });
  let current: Settings = { ...SETTINGS };
  const set = (changes: Settings) => {
    current = { ...current, ...changes };
    return writeFile(path.join(data, 'User/settings.json'), JSON.stringify(current));
  };
  await set(settings);
  await writeFile(path.join(home, 'config.yaml'), 'auth: none\ncert: false\n');
  const port = await freePort();
  const child = spawn(
    vscode.node,
    [
      path.join(vscode.codeServer, 'out/node/entry.js'),
      ...['--config', path.join(home, 'config.yaml'), '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`],
      ...['--user-data-dir', data, '--extensions-dir', path.join(home, 'extensions')],
      ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
      ...['--disable-getting-started-override', '--ignore-last-opened'],
    ],
    {
      // No gallery look-ups; sockets, the heartbeat file and what the extension puts in its folders go with `home`.
      env: { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}', TMPDIR: home, XDG_DATA_HOME: home },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // a process group of its own, so that stop() ends the extension host and its children too
    },
  );
  const output = new EventEmitter<{ line: [string] }>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => output.emit('line', line));
  }
  const exited = once(child, 'exit');
  const end = () => {
    try {
      process.kill(-child.pid!, 'SIGTERM');
    } catch {
      // It has ended already.
    }
  };
  process.once('exit', end);
  const stop = async () => {
    end();
    process.off('exit', end);
    await exited;
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };

  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + START_SECONDS * 1000;
  while (
    !(await fetch(`${url}/healthz`).then(
      (response) => response.ok,
      () => false,
    ))
  ) {
    if (Date.now() > deadline || child.exitCode !== null) {
      await stop();
      throw new Error(`code-server did not start within ${START_SECONDS} s.`);
    }
    await delay(50);
  }
  return { url, port, output, set, stop };
}

/** The server outlives no test run, however it ends: a signal becomes an exit, and `exit` ends the server. */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No TCP port could be taken on 127.0.0.1.');
  return address.port;
}
