import type { Engine, EngineName } from './engine';
import { examineGpu, type GpuReport } from './examine-gpu';
import { findNativeEngine, verifyNativeEngine } from './native-engine';
import { openEngine } from './open-engine';

export interface EngineReport {
  readonly name: EngineName;
  /** For instance `tensorflow 2.21.0 on CPU (…)`; null when it does not work. */
  readonly works: string | null;
  /** The one reason why not; null when it works. */
  readonly reason: string | null;
}

export interface Examination {
  /** The one that `run` takes first. */
  readonly engines: readonly EngineReport[];
  readonly gpu: GpuReport;
}

/** What this machine has to train with. Reads the native engine's files whole: about a second a gigabyte. */
export async function examineEngines(): Promise<Examination> {
  const tensorflow = await examine('tensorflow', damage);
  const gpu = await examineGpu(tensorflow.engine?.native ?? null);
  const wasm = await examine('wasm', async () => null);
  return { engines: [tensorflow.report, wasm.report], gpu };
}

async function examine(
  name: EngineName,
  problem: () => Promise<string | null>,
): Promise<{ engine: Engine | null; report: EngineReport }> {
  try {
    const reason = await problem();
    if (reason !== null) return { engine: null, report: { name, works: null, reason } };
    const engine = await openEngine(name);
    return { engine, report: { name, works: `${engine.version} on ${engine.device}`, reason: null } };
  } catch (error) {
    return { engine: null, report: { name, works: null, reason: (error as Error).message } };
  }
}

async function damage(): Promise<string | null> {
  const engine = findNativeEngine();
  if (!engine) return null;
  const bad = await verifyNativeEngine(engine);
  return bad.length === 0
    ? null
    : `${bad.join(', ')} in ${engine.folder} changed since the set-up. Remove that folder and run \`warmstart engine setup\`.`;
}
