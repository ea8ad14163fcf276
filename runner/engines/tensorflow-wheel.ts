/** The PyPI wheel that libtensorflow and its headers are taken from. */
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { EngineError } from './engine-error';
import { TENSORFLOW_VERSION } from './native-engine';
import { lastLines, runCommand } from './run-command';

export const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];

/** What the binding's sources include, directly and indirectly. */
const HEADERS = ['tensorflow/c/', 'tensorflow/core/', 'xla/', 'tsl/'];

/** Size of the wheel for x86-64, in MB; only progress depends on it. */
const WHEEL_MB = 274;

/** How often the size of what has come is looked at. */
const LOOK_MS = 500;

/** The package to download. Its CUDA build (`tensorflow`) wants a dozen of NVIDIA's packages beside it, so it is not taken by itself. */
export function wheelPackage(): string {
  return 'tensorflow-cpu';
}

/**
 * Downloads the wheel into work/wheel with pip, which knows the user's mirrors and proxies; returns the name of its package.
 * @param onProgress megabytes that have come, and of how many
 */
export async function downloadWheel(
  python: string,
  work: string,
  onProgress: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<string> {
  const name = wheelPackage();
  // pip downloads into its temporary folder: inside `work`, nothing of an interrupted download stays, and its size can be seen.
  const temporary = path.join(work, 'download');
  mkdirSync(temporary);
  const look = setInterval(() => onProgress(Math.min(megabytesIn(temporary), WHEEL_MB), WHEEL_MB), LOOK_MS);
  const parameters = ['--no-deps', '--only-binary=:all:', '--no-cache-dir', '--disable-pip-version-check', '--quiet'];
  try {
    const result = await runCommand(
      python,
      ['-m', 'pip', 'download', ...parameters, '-d', path.join(work, 'wheel'), `${name}==${TENSORFLOW_VERSION}`],
      { signal, environment: { TMPDIR: temporary } },
    );
    if (result.code !== 0) {
      throw new EngineError('download', `pip could not download ${name} ${TENSORFLOW_VERSION}: ${lastLines(result)}`);
    }
  } finally {
    clearInterval(look);
  }
  rmSync(temporary, { recursive: true });
  return name;
}

function megabytesIn(folder: string): number {
  let bytes = 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const found = statSync(path.join(folder, name), { throwIfNoEntry: false });
    if (found?.isFile()) bytes += found.size;
  }
  return Math.round(bytes / 1e6);
}

/** Takes libraries into work/lib and headers into work/include, and removes the wheel. Python is there anyway; `unzip` may not be. */
export async function unpackWheel(python: string, work: string, signal?: AbortSignal): Promise<void> {
  const script = `
import glob, os, sys, zipfile
work, libraries, headers = sys.argv[1], sys.argv[2].split(','), tuple(sys.argv[3].split(','))
[path] = glob.glob(os.path.join(work, 'wheel', '*.whl'))
with zipfile.ZipFile(path) as wheel:
    for info in wheel.infolist():
        package, _, name = info.filename.partition('/')
        if package != 'tensorflow':
            continue
        if name in libraries:
            target = os.path.join(work, 'lib', name)
        elif name.startswith('include/') and name[8:].startswith(headers) and name.endswith('.h'):
            target = os.path.join(work, name)
        else:
            continue
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with wheel.open(info) as source, open(target, 'wb') as sink:
            while chunk := source.read(1 << 22):
                sink.write(chunk)
`;
  const result = await runCommand(python, ['-c', script, work, LIBRARIES.join(','), HEADERS.join(',')], { signal });
  if (result.code !== 0) {
    throw new EngineError(
      'disk',
      `The wheel of TensorFlow could not be unpacked into ${work}, which takes 1.2 GB: ${lastLines(result)}`,
    );
  }
  rmSync(path.join(work, 'wheel'), { recursive: true });
}
