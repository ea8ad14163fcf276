import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { cudaLoaderEnvironment } from './engines/cuda-environment';
import { findNativeEngine } from './engines/native-engine';
import { type RunnerOptions, runnerArguments } from './runner-options';
import { type MachineShare, shareMachine } from './share-machine';
import { asStoreError } from './store/store-error';
import { StoreFolder } from './store/store-folder';

export interface RunnerHandle {
  readonly nonce: string;
  readonly pid: number;
  /** Where the runner writes what it has to say. */
  readonly log: string;
  /** Its exit code, for as long as this process lives to hear it. */
  readonly exited: Promise<number>;
  stop(): void;
}

export interface LaunchOptions extends Omit<RunnerOptions, 'nonce' | 'since' | 'threads'> {
  /** Node to run on; the one this process runs on when not given (Electron serves as Node). */
  readonly nodePath?: string;
  /** The runner's bundle. */
  readonly script: string;
}

/**
 * Starts runners that outlive this process: each in a session of its own, its output in the store. They share the machine and the work.
 * @param count at least 1
 * @throws StoreError
 */
export async function launchRunners(count: number, options: LaunchOptions): Promise<RunnerHandle[]> {
  const since = new Date().toISOString();
  const shares = await shareMachine(count);
  return shares.map((share) => launchRunner(options, since, share));
}

function launchRunner(
  { nodePath, script, ...options }: LaunchOptions,
  since: string,
  { environment, threads }: MachineShare,
): RunnerHandle {
  const nonce = `${new Date().toISOString().replace(/[-:.]/g, '')}-${randomUUID().slice(0, 8)}`;
  const folder = new StoreFolder(options.store).runner(nonce);
  const log = path.join(folder, 'log.txt');
  let output: number;
  try {
    mkdirSync(folder, { recursive: true });
    output = openSync(log, 'a');
  } catch (error) {
    throw asStoreError(error, options.store);
  }
  const child = spawn(
    nodePath || process.execPath,
    [script, ...runnerArguments({ ...options, nonce, since, threads })],
    {
      detached: true,
      stdio: ['ignore', output, output],
      env: { ...process.env, ...cudaLoaderEnvironment(findNativeEngine()), ...environment, ELECTRON_RUN_AS_NODE: '1' },
    },
  );
  closeSync(output);
  child.unref();
  return { nonce, pid: child.pid ?? -1, log, exited: exitOf(child), stop: () => child.kill('SIGTERM') };
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code ?? 1));
    child.once('error', () => resolve(1));
  });
}
