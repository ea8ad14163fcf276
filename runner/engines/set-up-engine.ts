/**
 * Makes the native engine: tfjs-node-gpu's N-API binding, compiled against the C API that the PyPI wheel of TensorFlow exports.
 * The package's own install script fetches a TensorFlow of 2022 from a host that clusters often cannot reach (docs/decisions.md).
 */
import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './cache-folder';
import { EngineError } from './engine-error';
import {
  type EngineFile,
  findNativeEngine,
  type NativeEngine,
  nativeEngineFolder,
  sha256OfFile,
  TENSORFLOW_VERSION,
} from './native-engine';
import { packageFolder } from './package-folder';
import { runCommand } from './run-command';

export interface SetUpOptions {
  readonly cache?: string;
  /** What is being done, and the share of the whole that is behind, in [0, 1]. */
  readonly onProgress?: (text: string, share: number) => void;
  readonly signal?: AbortSignal;
}

const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];

/** What the binding's sources include, besides TensorFlow's C API itself. */
const HEADERS = ['tensorflow/c/', 'tensorflow/core/', 'xla/', 'tsl/'];

/**
 * Returns the native engine, setting it up first where the cache lacks it (about a minute; 275 MB to download).
 * Safe to interrupt and to run twice at once: the folder appears whole or not at all.
 * @throws EngineError saying what is missing and how to get it
 */
export async function setUpEngine(options: SetUpOptions = {}): Promise<NativeEngine> {
  const cache = options.cache ?? cacheFolder();
  const found = findNativeEngine(cache);
  if (found) return found;
  const { onProgress = () => {}, signal } = options;

  onProgress('Looking for Python and a C++ compiler', 0);
  const python = await findPython(signal);
  const compiler = await findCompiler(signal);

  const folder = nativeEngineFolder(cache);
  mkdirSync(path.dirname(folder), { recursive: true });
  const work = mkdtempSync(`${folder}.partial-`);
  try {
    onProgress(`Downloading TensorFlow ${TENSORFLOW_VERSION} (275 MB)`, 0.05);
    const wheel = await downloadWheel(python, work, signal);
    onProgress('Unpacking the library', 0.6);
    await unpackWheel(python, work, signal);
    onProgress('Compiling the binding', 0.75);
    await compileBinding(compiler, work, signal);
    onProgress('Checking the engine', 0.95);
    rmSync(path.join(work, 'include'), { recursive: true });
    await writeManifest(work, wheel);
    await tryEngine(work, signal);
    moveIntoPlace(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  const engine = findNativeEngine(cache);
  if (!engine)
    throw new EngineError(
      'broken',
      `The engine in ${folder} is not whole after its set-up. Remove that folder and run the set-up again.`,
    );
  onProgress('The engine is ready', 1);
  return engine;
}

async function findPython(signal?: AbortSignal): Promise<string> {
  let present = false;
  for (const python of [process.env.WARMSTART_PYTHON, 'python3', 'python'].filter((name) => name !== undefined)) {
    const { code, output } = await runCommand(python, ['-c', 'import sys; print(sys.version_info.major)'], { signal });
    if (code !== 0 || output.trim() !== '3') continue;
    present = true;
    if ((await runCommand(python, ['-m', 'pip', '--version'], { signal })).code === 0) return python;
  }
  if (present)
    throw new EngineError(
      'no-pip',
      'Python 3 is there, but not its pip: install it (Debian and Ubuntu: apt install python3-pip), then set the engine up again.',
    );
  throw new EngineError(
    'no-python',
    'The native engine needs Python 3 with pip: install it (Debian and Ubuntu: apt install python3-pip), or name it in WARMSTART_PYTHON, then set the engine up again.',
  );
}

async function findCompiler(signal?: AbortSignal): Promise<string> {
  for (const compiler of [process.env.CXX, 'c++', 'g++', 'clang++'].filter(
    (name) => name !== undefined && name !== '',
  ) as string[]) {
    if ((await runCommand(compiler, ['--version'], { signal })).code === 0) return compiler;
  }
  throw new EngineError(
    'no-compiler',
    'The native engine needs a C++ compiler: install one (Debian and Ubuntu: apt install g++; clusters: module load gcc), then set the engine up again.',
  );
}

/** Downloads the wheel into work/wheel; returns the name of the package. */
async function downloadWheel(python: string, work: string, signal?: AbortSignal): Promise<string> {
  const name = process.platform === 'linux' ? 'tensorflow-cpu' : 'tensorflow';
  const { code, output } = await runCommand(
    python,
    [
      '-m',
      'pip',
      'download',
      '--no-deps',
      '--only-binary=:all:',
      '--disable-pip-version-check',
      '-q',
      '-d',
      path.join(work, 'wheel'),
      `${name}==${TENSORFLOW_VERSION}`,
    ],
    { signal },
  );
  if (code !== 0)
    throw new EngineError('download', `pip could not download ${name} ${TENSORFLOW_VERSION}: ${lastLines(output)}`);
  return name;
}

async function unpackWheel(python: string, work: string, signal?: AbortSignal): Promise<void> {
  const script = `
import glob, os, sys, zipfile
work, libraries, headers = sys.argv[1], sys.argv[2].split(','), sys.argv[3].split(',')
with zipfile.ZipFile(glob.glob(os.path.join(work, 'wheel', '*.whl'))[0]) as wheel:
    for info in wheel.infolist():
        name = info.filename
        if name.startswith('tensorflow/') and name.count('/') == 1 and name.split('/')[1] in libraries:
            target = os.path.join(work, 'lib', name.split('/')[1])
        elif name.startswith('tensorflow/include/') and name[19:].startswith(tuple(headers)) and name.endswith('.h'):
            target = os.path.join(work, 'include', name[19:])
        else:
            continue
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with wheel.open(info) as source, open(target, 'wb') as sink:
            while chunk := source.read(1 << 22):
                sink.write(chunk)
os.remove(glob.glob(os.path.join(work, 'wheel', '*.whl'))[0])
os.rmdir(os.path.join(work, 'wheel'))
`;
  const { code, output } = await runCommand(python, ['-c', script, work, LIBRARIES.join(','), HEADERS.join(',')], {
    signal,
  });
  if (code !== 0)
    throw new EngineError('disk', `The wheel of TensorFlow could not be unpacked into ${work}: ${lastLines(output)}`);
}

async function compileBinding(compiler: string, work: string, signal?: AbortSignal): Promise<void> {
  const sources = path.join(packageFolder('@tensorflow/tfjs-node-gpu'), 'binding');
  const library = path.join(work, 'lib');
  // The linker wants names without a version; the binding then finds the real files beside it.
  const link = path.join(work, 'link');
  mkdirSync(link);
  symlinkSync(path.join(library, LIBRARIES[0]!), path.join(link, 'libtensorflow.so'));
  symlinkSync(path.join(library, LIBRARIES[1]!), path.join(link, 'libtensorflow_framework.so'));
  const parameters = [
    '-O2',
    '-std=c++17',
    '-fPIC',
    '-shared',
    '-w',
    '-DNAPI_VERSION=8',
    '-I',
    path.join(packageFolder('node-api-headers'), 'include'),
    '-I',
    sources,
    '-I',
    path.join(sources, '..'),
    '-I',
    path.join(work, 'include'),
    path.join(sources, 'tfjs_backend.cc'),
    path.join(sources, 'tfjs_binding.cc'),
    '-L',
    link,
    '-ltensorflow',
    '-ltensorflow_framework',
    '-Wl,-rpath,$ORIGIN',
    '-o',
    path.join(library, 'tfjs_binding.node'),
  ];
  const { code, output } = await runCommand(compiler, parameters, { signal });
  rmSync(link, { recursive: true });
  if (code !== 0)
    throw new EngineError('compile', `${compiler} could not compile the engine's binding: ${lastLines(output)}`);
}

async function writeManifest(work: string, wheel: string): Promise<void> {
  const files: EngineFile[] = [];
  for (const name of [...LIBRARIES, 'tfjs_binding.node']) {
    const file = path.join(work, 'lib', name);
    files.push({ path: `lib/${name}`, bytes: statSync(file).size, sha256: await sha256OfFile(file) });
  }
  writeFileSync(
    path.join(work, 'engine.json'),
    JSON.stringify({ binding: 'lib/tfjs_binding.node', version: TENSORFLOW_VERSION, wheel, files }, null, 2),
  );
}

/** Loads the binding in a process of its own and adds two numbers: a library that crashes takes nobody along. */
async function tryEngine(work: string, signal?: AbortSignal): Promise<void> {
  const script = `const b = require(process.argv[1]);
const t = b.createTensor([2], b.TF_FLOAT, Float32Array.of(2, 3));
const [sum] = b.executeOp('AddV2', [{ name: 'T', type: b.TF_ATTR_TYPE, value: b.TF_FLOAT }], [t, t], 1);
if (b.tensorDataSync(sum.id).join() !== '4,6') process.exit(3);`;
  const { code, output } = await runCommand(
    process.execPath,
    ['-e', script, path.join(work, 'lib', 'tfjs_binding.node')],
    { signal },
  );
  if (code !== 0)
    throw new EngineError('broken', `The engine was built but does not run on this machine: ${lastLines(output)}`);
}

function moveIntoPlace(work: string, folder: string): void {
  try {
    renameSync(work, folder);
  } catch {
    // Another set-up was first, or a damaged engine lies there: the new one is known to work.
    const old = `${folder}.old-${process.pid}`;
    renameSync(folder, old);
    renameSync(work, folder);
    rmSync(old, { recursive: true, force: true });
  }
}

function lastLines(output: string): string {
  return output.trim().split('\n').slice(-3).join(' ') || 'no output';
}
