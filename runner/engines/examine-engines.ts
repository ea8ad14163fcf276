import type { EngineName } from './engine';
import { findNativeEngine, nativeEngineFolder, verifyNativeEngine } from './native-engine';
import { openEngine } from './open-engine';

export interface EngineReport {
  readonly name: EngineName;
  /** For instance `tensorflow 2.21.0 on CPU (…)`; null when it does not work. */
  readonly works: string | null;
  /** The one reason why not; null when it works. */
  readonly reason: string | null;
}

/** Which engines this machine has, the one that `run` takes first. Reads the native engine's files whole: about a second. */
export async function examineEngines(): Promise<EngineReport[]> {
  return [await examine('tensorflow', damage), await examine('wasm', async () => null)];
}

async function examine(name: EngineName, problem: () => Promise<string | null>): Promise<EngineReport> {
  try {
    const reason = await problem();
    if (reason !== null) return { name, works: null, reason };
    const { version, device } = await openEngine(name);
    return { name, works: `${version} on ${device}`, reason: null };
  } catch (error) {
    return { name, works: null, reason: (error as Error).message };
  }
}

async function damage(): Promise<string | null> {
  const engine = findNativeEngine();
  const bad = engine ? await verifyNativeEngine(engine) : [];
  return bad.length === 0
    ? null
    : `${bad.join(', ')} in ${nativeEngineFolder()} changed since the set-up. Remove that folder and run \`warmstart engine setup\`.`;
}
