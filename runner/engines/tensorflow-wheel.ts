/** The wheels of PyPI that the native engine is taken from: TensorFlow's, and for CUDA NVIDIA's libraries beside it. */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { bytesIn } from '../bytes-in';
import { EngineError } from './engine-error';
import type { EngineBuild } from './native-engine';
import { type CommandResult, lastLines, runCommand } from './run-command';

export const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];

/** What the binding's sources include, directly and indirectly. */
const HEADERS = ['tensorflow/c/', 'tensorflow/core/', 'xla/', 'tsl/'];

/** Whose wheel is taken, whatever the user's own Python is: libtensorflow knows of none. */
const PYTHON_VERSION = '3.12';

/** How often the size of what has come is looked at. */
const LOOK_MS = 500;

/**
 * The package that has TensorFlow for this architecture (Node's name of it).
 * @throws EngineError where there is none
 */
export function wheelPackage(build: EngineBuild, architecture: string = process.arch): string {
  if (architecture === 'x64') return build === 'cuda' ? 'tensorflow' : 'tensorflow-cpu';
  if (architecture === 'arm64' && build === 'cpu') return 'tensorflow';
  const known = build === 'cuda' ? 'x86-64' : 'x86-64 and arm64';
  throw new EngineError(
    'unsupported',
    `TensorFlow is built for ${known}${build === 'cuda' ? ' with CUDA' : ''}, and this machine is ${architecture}: ${build === 'cuda' ? 'set up `--engine cpu`' : 'the wasm engine trains here'}.`,
  );
}

/** The NVIDIA packages that TensorFlow wants, from the `Requires-Dist` lines of its wheel, in the versions it names. */
export function cudaRequirements(metadata: string): string[] {
  const found = metadata.matchAll(/^Requires-Dist: *(nvidia-[^;]+?) *; *extra == ["']and-cuda["']/gm);
  return Array.from(found, ([, requirement]) => requirement!);
}

/**
 * Downloads wheels into work/wheel with pip, which knows the user's mirrors and proxies.
 * @param requirements as pip takes them
 * @param onProgress megabytes that have come
 */
export async function downloadWheels(
  python: string,
  work: string,
  requirements: readonly string[],
  onProgress: (megabytes: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  // pip downloads into its temporary folder: inside `work`, nothing of an interrupted download stays, and its size can be seen.
  const [temporary, wheels] = [path.join(work, 'download'), path.join(work, 'wheel')];
  for (const folder of [temporary, wheels]) mkdirSync(folder);
  const look = setInterval(
    () => onProgress(Math.round(bytesIn(temporary) / 1e6) + Math.round(bytesIn(wheels) / 1e6)),
    LOOK_MS,
  );
  const parameters = ['--no-deps', '--only-binary=:all:', '--no-cache-dir', '--disable-pip-version-check', '--quiet'];
  try {
    const result = await runCommand(
      python,
      ['-m', 'pip', 'download', ...parameters, '--python-version', PYTHON_VERSION, '-d', wheels, ...requirements],
      { signal, environment: { TMPDIR: temporary } },
    );
    if (result.code !== 0) throw downloadFailure(requirements.join(', '), result);
  } finally {
    clearInterval(look);
  }
  rmSync(temporary, { recursive: true });
}

/** pip says in the end that it found nothing, whatever kept it from finding something. */
function downloadFailure(wanted: string, result: CommandResult): EngineError {
  const broken = /connection broken by '(.+)': \//.exec(result.output)?.[1];
  if (broken) {
    const reason = broken.replace(/<[^>]+>: /, '');
    return new EngineError(
      'download',
      `pip cannot reach its package index for ${wanted} (${reason}): check the network, or the proxy and mirror of pip's configuration, then set the engine up again.`,
    );
  }
  if (result.output.includes('No space left on device')) {
    return new EngineError(
      'disk',
      `There is no room to download ${wanted}: make some, or name a folder on another disk in WARMSTART_CACHE, then set the engine up again.`,
    );
  }
  if (result.output.includes('No matching distribution found')) {
    return new EngineError(
      'download',
      `pip's package index has no ${wanted} for this machine: TensorFlow is built for Linux with glibc (not for Alpine's C library), and a mirror may lack this version.`,
    );
  }
  return new EngineError('download', `pip could not download ${wanted}: ${lastLines(result)}`);
}

/**
 * Takes out of the wheels, and removes them: TensorFlow's libraries into work/lib, its headers into work/include; of NVIDIA's packages the
 * libraries and the assembler into work/nvidia, where TensorFlow's own search path has them. Python is there anyway; `unzip` may not be.
 * @returns what TensorFlow's wheel requires, a `Requires-Dist` line each
 */
export async function unpackWheels(python: string, work: string, signal?: AbortSignal): Promise<string> {
  const script = `
import fnmatch, glob, os, sys, zipfile
work, libraries, headers = sys.argv[1], sys.argv[2].split(','), tuple(sys.argv[3].split(','))
nvidia = ['nvidia/*/lib/*.so*', 'nvidia/cuda_nvcc/bin/ptxas', 'nvidia/cuda_nvcc/nvvm/libdevice/*']

def target(path):
    package, _, name = path.partition('/')
    if package == 'tensorflow' and name in libraries:
        return 'lib/' + name
    if package == 'tensorflow' and name.startswith('include/') and name[8:].startswith(headers) and name.endswith('.h'):
        return name
    if any(fnmatch.fnmatch(path, pattern) for pattern in nvidia):
        return path

for path in glob.glob(os.path.join(work, 'wheel', '*.whl')):
    with zipfile.ZipFile(path) as wheel:
        for info in wheel.infolist():
            if os.path.basename(path).startswith('tensorflow') and info.filename.endswith('.dist-info/METADATA'):
                print(*(line for line in wheel.read(info).decode().splitlines() if line.startswith('Requires-Dist:')), sep='\\n')
            if not target(info.filename):
                continue
            file = os.path.join(work, target(info.filename))
            os.makedirs(os.path.dirname(file), exist_ok=True)
            with wheel.open(info) as source, open(file, 'wb') as sink:
                while chunk := source.read(1 << 22):
                    sink.write(chunk)
            if file.endswith('ptxas'):
                os.chmod(file, 0o755)
    os.remove(path)
`;
  const result = await runCommand(python, ['-c', script, work, LIBRARIES.join(','), HEADERS.join(',')], { signal });
  if (result.code !== 0) {
    throw new EngineError('disk', `A wheel could not be unpacked into ${work}: ${lastLines(result)}`);
  }
  rmSync(path.join(work, 'wheel'), { recursive: true });
  return result.output;
}
