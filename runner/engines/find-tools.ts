/** What the set-up of the native engine needs from the machine. */
import { EngineError } from './engine-error';
import { runCommand } from './run-command';

export interface Tools {
  /** Python 3 with pip. */
  readonly python: string;
  readonly compiler: string;
}

/** @throws EngineError naming all that is missing and how to get it */
export async function findTools(signal?: AbortSignal): Promise<Tools> {
  const [python, compiler] = await Promise.allSettled([findPython(signal), findCompiler(signal)]);
  if (python.status === 'fulfilled' && compiler.status === 'fulfilled') {
    return { python: python.value, compiler: compiler.value };
  }
  const reasons = [python, compiler].flatMap((found) => (found.status === 'rejected' ? [found.reason as Error] : []));
  const [first, second] = reasons;
  if (first instanceof EngineError && second && first.code !== 'cancelled') {
    throw new EngineError(first.code, `${first.message} ${second.message}`);
  }
  throw first;
}

async function findPython(signal?: AbortSignal): Promise<string> {
  let pipMissing = false;
  for (const python of candidates(process.env.WARMSTART_PYTHON, 'python3', 'python')) {
    const { code, output } = await runCommand(python, ['-c', 'import sys; print(sys.version_info.major)'], { signal });
    if (code !== 0 || output.trim() !== '3') continue;
    if ((await runCommand(python, ['-m', 'pip', '--version'], { signal })).code === 0) return python;
    pipMissing = true;
  }
  if (pipMissing) {
    throw new EngineError(
      'no-pip',
      'Python 3 is there, but not its pip: install it (Debian and Ubuntu: apt install python3-pip), then set the engine up again.',
    );
  }
  throw new EngineError(
    'no-python',
    'The native engine needs Python 3 with pip: install it (Debian and Ubuntu: apt install python3-pip), or name it in WARMSTART_PYTHON, then set the engine up again.',
  );
}

async function findCompiler(signal?: AbortSignal): Promise<string> {
  for (const compiler of candidates(process.env.CXX, 'c++', 'g++', 'clang++')) {
    if ((await runCommand(compiler, ['--version'], { signal })).code === 0) return compiler;
  }
  throw new EngineError(
    'no-compiler',
    'The native engine needs a C++ compiler: install one (Debian and Ubuntu: apt install g++; clusters: module load gcc), then set the engine up again.',
  );
}

function candidates(own: string | undefined, ...names: string[]): string[] {
  return own ? [own, ...names] : names;
}
