import { spawn } from 'node:child_process';
import { EngineError } from './engine-error';

export interface CommandResult {
  /** null: the program was not found. */
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program to its end, its output captured. A cancelled signal kills it and throws EngineError 'cancelled'. */
export function runCommand(
  program: string,
  parameters: readonly string[],
  options: { signal?: AbortSignal; cwd?: string; onLine?: (line: string) => void } = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, {
      cwd: options.cwd,
      signal: options.signal,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-20_000);
      for (const line of chunk.toString().split(/[\r\n]+/)) if (line.trim()) options.onLine?.(line.trim());
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (error.name === 'AbortError')
        reject(new EngineError('cancelled', 'The set-up was cancelled; nothing was left behind.'));
      else resolve({ code: null, output: error.message });
    });
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
