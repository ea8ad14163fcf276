import { spawn } from 'node:child_process';
import { EngineError } from './engine-error';

export interface CommandResult {
  /** null: the program was not found. */
  readonly code: number | null;
  /** The end of what it printed. */
  readonly output: string;
}

export interface CommandOptions {
  readonly signal?: AbortSignal;
  /** Added to this process's environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a program to its end. Cancelled, it kills the program, waits until it is gone, and throws EngineError 'cancelled'. */
export function runCommand(
  program: string,
  parameters: readonly string[],
  { signal, environment }: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, {
      env: { ...process.env, ...environment },
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-20_000);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => {
      // An aborted signal is an error too, while the program still runs: 'close' tells of its end.
      if (child.pid === undefined && !signal?.aborted) resolve({ code: null, output: error.message });
    });
    child.on('close', (code) => {
      if (signal?.aborted) reject(cancelled());
      else resolve({ code: code ?? 1, output });
    });
  });
}

export function cancelled(): EngineError {
  return new EngineError('cancelled', 'The set-up was cancelled; nothing was left behind.');
}

/** The end of a program's output, as the reason it failed. */
export function lastLines({ output }: CommandResult): string {
  return output.trim().split('\n').slice(-3).join(' ') || 'no output';
}
