/**
 * Makes the native engine: tfjs-node-gpu's N-API binding, compiled against the C API that the PyPI wheel of TensorFlow exports.
 * The package's own install script fetches a TensorFlow of 2022 from a host that clusters often cannot reach (docs/decisions.md).
 */
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Lease } from '../store/lease';
import { cacheFolder } from './cache-folder';
import { BINDING, compileBinding } from './compile-binding';
import { EngineError } from './engine-error';
import { fetchLibraries } from './fetch-libraries';
import { findTools } from './find-tools';
import {
  type EngineBuild,
  type EngineFile,
  findBuild,
  type NativeEngine,
  nativeEngineFolder,
  sha256OfFile,
  TENSORFLOW_VERSION,
} from './native-engine';
import { findNvidiaDriver, hasNvidiaDriver } from './nvidia-driver';
import { cancelled, lastLines, runCommand } from './run-command';

export interface SetUpOptions {
  readonly cache?: string;
  /** Which build; not given, that for NVIDIA's GPUs where the machine has one that TensorFlow can use. */
  readonly build?: EngineBuild;
  /** What is being done, and the share of the whole that is behind, in [0, 1]. */
  readonly onProgress?: (text: string, share: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Returns the native engine, setting it up first where the cache lacks it: for the processor about a minute, 274 MB to download and 0.85 GB
 * on disk; for NVIDIA's GPUs some minutes, 3.4 GB to download and 5.3 GB on disk. Safe to interrupt: the folder appears whole or not at
 * all. Called by several processes at once, one works and the others wait.
 * @throws EngineError saying what is missing and how to get it
 */
export async function setUpEngine(options: SetUpOptions = {}): Promise<NativeEngine> {
  const { cache = cacheFolder() } = options;
  if (process.platform !== 'linux') {
    throw new EngineError(
      'unsupported',
      'The native engine is set up on Linux alone; here the wasm engine trains. Windows: run in WSL.',
    );
  }
  const build = options.build ?? (await suitableBuild(options));
  const found = findBuild(build, cache);
  if (found) return found;
  const lease = await claim(nativeEngineFolder(build, cache), () => findBuild(build, cache) !== null, options);
  try {
    return findBuild(build, cache) ?? (await make(build, cache, options));
  } finally {
    lease?.release();
  }
}

/** CUDA where a driver is loaded and good enough; where it is not, the reason is told, and the processor trains. */
async function suitableBuild({ onProgress }: SetUpOptions): Promise<EngineBuild> {
  if (!hasNvidiaDriver() || process.arch !== 'x64') return 'cpu';
  const { reason } = await findNvidiaDriver();
  if (reason === null) return 'cuda';
  onProgress?.(`No GPU will be used: ${reason}`, 0);
  return 'cpu';
}

/** The right to work on the folder; null when another process has finished it meanwhile. */
async function claim(
  folder: string,
  isThere: () => boolean,
  { onProgress, signal }: SetUpOptions,
): Promise<Lease | null> {
  const onWait = () => onProgress?.('Waiting for another process that sets the engine up', 0);
  try {
    return await Lease.claimUnless(`${folder}.lease`, isThere, { onWait, signal });
  } catch (error) {
    if (signal?.aborted) throw cancelled();
    throw new EngineError(
      'disk',
      `The engine's folder cannot be made (${(error as Error).message}); name another one in WARMSTART_CACHE.`,
    );
  }
}

async function make(
  build: EngineBuild,
  cache: string,
  { onProgress = () => {}, signal }: SetUpOptions,
): Promise<NativeEngine> {
  const folder = nativeEngineFolder(build, cache);
  removeLeftovers(folder);
  onProgress('Looking for Python and a C++ compiler', 0);
  const { python, compiler } = await findTools(signal);
  const work = mkdtempSync(`${folder}.partial-`);
  try {
    const wheel = await fetchLibraries(build, python, work, (text, share) => onProgress(text, 0.75 * share), signal);
    onProgress('Compiling the binding', 0.75);
    await compileBinding(compiler, work, signal);
    rmSync(path.join(work, 'include'), { recursive: true });
    onProgress('Checking the engine', 0.95);
    await tryEngine(work, signal);
    await writeManifest(work, wheel);
    if (signal?.aborted) throw cancelled();
    // What lies there is not whole, else it would have been found.
    rmSync(folder, { recursive: true, force: true });
    renameSync(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  const engine = findBuild(build, cache);
  if (!engine) throw new EngineError('broken', `The engine in ${folder} is not whole after its set-up. Run it again.`);
  onProgress('The engine is ready', 1);
  return engine;
}

/** What killed set-ups left: under the lease nobody else works here. */
function removeLeftovers(folder: string): void {
  const parent = path.dirname(folder);
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) {
    if (name.startsWith(`${path.basename(folder)}.partial-`)) rmSync(path.join(parent, name), { recursive: true });
  }
}

async function writeManifest(work: string, wheel: string): Promise<void> {
  const files: EngineFile[] = [];
  for (const name of readdirSync(work, { recursive: true, encoding: 'utf8' }).sort()) {
    const file = path.join(work, name);
    const found = statSync(file);
    if (found.isFile()) files.push({ path: name, bytes: found.size, sha256: await sha256OfFile(file) });
  }
  writeFileSync(
    path.join(work, 'engine.json'),
    JSON.stringify({ binding: `lib/${BINDING}`, version: TENSORFLOW_VERSION, wheel, files }, null, 2),
  );
}

/** Loads the binding in a process of its own and multiplies two matrices: a library that crashes takes nobody along. */
async function tryEngine(work: string, signal?: AbortSignal): Promise<void> {
  const script = `const b = require(process.argv[1]);
const t = b.createTensor([2, 2], b.TF_FLOAT, Float32Array.of(1, 2, 3, 4));
const flag = (name) => ({ name, type: b.TF_ATTR_BOOL, value: false });
const attributes = [{ name: 'T', type: b.TF_ATTR_TYPE, value: b.TF_FLOAT }, flag('transpose_a'), flag('transpose_b')];
const [product] = b.executeOp('MatMul', attributes, [t, t], 1);
if (b.tensorDataSync(product.id).join() !== '7,10,15,22') process.exit(3);`;
  const result = await runCommand(process.execPath, ['-e', script, path.join(work, 'lib', BINDING)], {
    signal,
    // Inside VS Code, the program that runs this is Electron.
    environment: { ELECTRON_RUN_AS_NODE: '1' },
  });
  if (result.code !== 0) {
    throw new EngineError('broken', `The engine was built but does not run on this machine: ${lastLines(result)}`);
  }
}
