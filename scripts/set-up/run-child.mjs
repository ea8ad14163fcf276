import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The person, or the system, asked this process to end while a child was running. */
export class Interrupted extends Error {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super(`interrupted by ${signal}`);
    this.exitCode = signal === 'SIGINT' ? 130 : 143;
  }
}

const windows = process.platform === 'win32';

/**
 * Runs a program in the repository's root to its end.
 * The child leads a process group of its own, so that an interrupt reaches it exactly once, through this process, and a time limit
 * ends its children too.
 *
 * @param {string} program
 * @param {readonly string[]} parameters
 * @param {{quiet?: boolean, env?: Record<string, string>, limitSeconds?: number}} [options] quiet: keep the output instead of showing it
 * @returns {Promise<{code: number, output: string, errors: string, timedOut: boolean}>} output: of both streams; errors: of the second
 * @throws {Interrupted} after the child has ended
 */
export function runChild(program, parameters, { quiet = false, env = {}, limitSeconds } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      detached: !windows,
    });
    let [output, errors] = ['', ''];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (errors += chunk));

    /** @type {NodeJS.Signals | undefined} */
    let interruptedBy;
    let timedOut = false;
    /** @param {NodeJS.Signals} signal */
    const end = (signal) => {
      try {
        if (windows) child.kill(signal);
        else if (child.pid) process.kill(-child.pid, signal);
      } catch {
        // It has ended already.
      }
    };
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => {
      interruptedBy = signal;
      end(signal);
    };
    const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
    for (const signal of signals) process.on(signal, forward);
    const limit =
      limitSeconds &&
      setTimeout(() => {
        timedOut = true;
        end('SIGTERM');
        setTimeout(end, 10_000, 'SIGKILL').unref();
      }, limitSeconds * 1000);

    /** @param {() => void} finish */
    const settle = (finish) => {
      clearTimeout(limit);
      for (const signal of signals) process.off(signal, forward);
      finish();
    };
    child.once('error', (error) => settle(() => reject(error)));
    child.once('close', (code) =>
      settle(() =>
        interruptedBy ? reject(new Interrupted(interruptedBy)) : resolve({ code: code ?? 1, output, errors, timedOut }),
      ),
    );
  });
}

/**
 * As runChild with the Node that runs this script.
 * @param {readonly string[]} parameters
 * @param {Parameters<typeof runChild>[2]} [options]
 */
export const runNode = (parameters, options) => runChild(process.execPath, parameters, options);
