/** Where the native engine lies in the cache, and whether what lies there is whole. */
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './cache-folder';
import { hasNvidiaDriver } from './nvidia-driver';

/** Version of the PyPI wheel that libtensorflow comes from. */
export const TENSORFLOW_VERSION = '2.21.0';

/** Raised when the way of building changes, so that an older folder is not taken for the new one. */
const RECIPE = 1;

/** What TensorFlow was built for: the processor alone, or NVIDIA's GPUs too. */
export type EngineBuild = 'cpu' | 'cuda';

export interface NativeEngine {
  readonly build: EngineBuild;
  readonly folder: string;
  /** The N-API binding to load. */
  readonly binding: string;
  readonly version: string;
  /** Wheel it was made from: `tensorflow-cpu` or `tensorflow`. */
  readonly wheel: string;
  readonly files: readonly EngineFile[];
}

export interface EngineFile {
  /** Below the engine's folder. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The engine's own folder in the cache; binaries differ by platform, and by nothing else (the binding is N-API). */
export function nativeEngineFolder(build: EngineBuild, cache: string = cacheFolder()): string {
  const version = build === 'cuda' ? `${TENSORFLOW_VERSION}-cuda` : TENSORFLOW_VERSION;
  return path.join(cache, 'engines', `tensorflow-${version}-${process.platform}-${process.arch}-r${RECIPE}`);
}

/**
 * The engine that is set up, or null; of two builds, the one that suits this machine (a cache may be shared by several). Looks at names
 * and sizes alone (milliseconds); see verifyNativeEngine for contents.
 */
export function findNativeEngine(cache: string = cacheFolder()): NativeEngine | null {
  const builds: EngineBuild[] = hasNvidiaDriver() ? ['cuda', 'cpu'] : ['cpu', 'cuda'];
  return builds.reduce<NativeEngine | null>((found, build) => found ?? findBuild(build, cache), null);
}

export function findBuild(build: EngineBuild, cache: string = cacheFolder()): NativeEngine | null {
  const folder = nativeEngineFolder(build, cache);
  const manifest = readManifest(path.join(folder, 'engine.json'));
  const whole = manifest?.files.every(
    (file) => statSync(path.join(folder, file.path), { throwIfNoEntry: false })?.size === file.bytes,
  );
  return manifest && whole ? { ...manifest, build, folder, binding: path.join(folder, manifest.binding) } : null;
}

/** What the set-up wrote last; null where it is not there or torn. */
function readManifest(file: string): Omit<NativeEngine, 'folder' | 'build'> | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Omit<NativeEngine, 'folder' | 'build'>;
  } catch {
    return null;
  }
}

/** Paths of the files whose contents are not what the set-up left. Reads all of them (about a second a gigabyte). */
export async function verifyNativeEngine(engine: NativeEngine): Promise<string[]> {
  const bad: string[] = [];
  for (const file of engine.files) {
    const actual = await sha256OfFile(path.join(engine.folder, file.path));
    if (actual !== file.sha256) bad.push(file.path);
  }
  return bad;
}

/** SHA-256 of a file's bytes, hexadecimal. */
export function sha256OfFile(file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const hash = createHash('sha256');
    createReadStream(file, { highWaterMark: 1 << 20 })
      .on('data', (chunk) => hash.update(chunk))
      .on('end', () => resolve(hash.digest('hex')))
      .on('error', reject);
  });
}
