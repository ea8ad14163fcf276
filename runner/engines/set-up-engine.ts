/**
 * Makes the native engine: tfjs-node-gpu's N-API binding, compiled against the C API that the PyPI wheel of TensorFlow exports.
 * The package's own install script fetches a TensorFlow of 2022 from a host that clusters often cannot reach (docs/decisions.md).
 */
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Lease } from '../store/lease';
import { cacheFolder } from './cache-folder';
import { BINDING, compileBinding } from './compile-binding';
import { EngineError } from './engine-error';
import { findTools } from './find-tools';
import {
  type EngineFile,
  findNativeEngine,
  type NativeEngine,
  nativeEngineFolder,
  sha256OfFile,
  TENSORFLOW_VERSION,
} from './native-engine';
import { cancelled, lastLines, runCommand } from './run-command';
import { downloadWheel, LIBRARIES, unpackWheel } from './tensorflow-wheel';

export interface SetUpOptions {
  readonly cache?: string;
  /** What is being done, and the share of the whole that is behind, in [0, 1]. */
  readonly onProgress?: (text: string, share: number) => void;
  readonly signal?: AbortSignal;
}

/** How often another process's set-up is looked at. */
const WAIT_MS = 1000;

/**
 * Returns the native engine, setting it up first where the cache lacks it (about a minute; 274 MB to download, 0.85 GB on disk).
 * Safe to interrupt: the folder appears whole or not at all. Called by several processes at once, one works and the others wait.
 * @throws EngineError saying what is missing and how to get it
 */
export async function setUpEngine(options: SetUpOptions = {}): Promise<NativeEngine> {
  const { cache = cacheFolder(), onProgress = () => {}, signal } = options;
  const found = findNativeEngine(cache);
  if (found) return found;
  if (process.platform !== 'linux') {
    throw new EngineError(
      'unsupported',
      'The native engine is set up on Linux alone; here the wasm engine trains. Windows: run in WSL.',
    );
  }
  const folder = nativeEngineFolder(cache);
  const lease = await claim(folder, () => findNativeEngine(cache) !== null, options);
  try {
    return findNativeEngine(cache) ?? (await make(folder, cache, onProgress, signal));
  } finally {
    lease?.release();
  }
}

/** The right to work on the folder; null when another process has finished it meanwhile. */
async function claim(folder: string, isThere: () => boolean, options: SetUpOptions): Promise<Lease | null> {
  for (let first = true; ; first = false) {
    const lease = claimNow(folder);
    if (lease || isThere()) return lease;
    if (first) options.onProgress?.('Waiting for another process that sets the engine up', 0);
    await delay(WAIT_MS);
    if (options.signal?.aborted) throw cancelled();
  }
}

function claimNow(folder: string): Lease | null {
  try {
    return Lease.claim(`${folder}.lease`);
  } catch (error) {
    throw new EngineError(
      'disk',
      `The engine's folder cannot be made (${(error as Error).message}); name another one in WARMSTART_CACHE.`,
    );
  }
}

async function make(
  folder: string,
  cache: string,
  onProgress: (text: string, share: number) => void,
  signal?: AbortSignal,
): Promise<NativeEngine> {
  removeLeftovers(folder);
  onProgress('Looking for Python and a C++ compiler', 0);
  const { python, compiler } = await findTools(signal);
  const work = mkdtempSync(`${folder}.partial-`);
  try {
    const tell = everyTenth((done, total) =>
      onProgress(`Downloading TensorFlow ${TENSORFLOW_VERSION}: ${done} of ${total} MB`, 0.6 * (done / total)),
    );
    const wheel = await downloadWheel(python, work, tell, signal);
    onProgress('Unpacking the library', 0.6);
    await unpackWheel(python, work, signal);
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
  const engine = findNativeEngine(cache);
  if (!engine) throw new EngineError('broken', `The engine in ${folder} is not whole after its set-up. Run it again.`);
  onProgress('The engine is ready', 1);
  return engine;
}

/** Passes progress on when another tenth of the whole is done. */
function everyTenth(report: (done: number, total: number) => void): (done: number, total: number) => void {
  let told = -1;
  return (done, total) => {
    const tenth = Math.floor((10 * done) / total);
    if (tenth > told) report(done, total);
    told = Math.max(told, tenth);
  };
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
  for (const name of [...LIBRARIES, BINDING]) {
    const file = path.join(work, 'lib', name);
    files.push({ path: `lib/${name}`, bytes: statSync(file).size, sha256: await sha256OfFile(file) });
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
