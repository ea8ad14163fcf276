/** What each of several runners of a machine takes of it. */
import { availableParallelism } from 'node:os';
import { findNativeEngine } from './engines/native-engine';
import { findNvidiaDriver } from './engines/nvidia-driver';

export interface MachineShare {
  /** For the runner's process. */
  readonly environment: Readonly<Record<string, string>>;
  /** That prepare data; null: as many as the machine has processors. */
  readonly threads: number | null;
}

/** Each runner's share of this machine. @param runners at least 1 */
export async function shareMachine(runners: number): Promise<MachineShare[]> {
  const usesGpus = runners > 1 && findNativeEngine()?.build === 'cuda';
  const gpus = usesGpus ? visibleGpus((await findNvidiaDriver()).gpus.length, process.env) : [];
  return machineShares(runners, availableParallelism(), gpus);
}

/**
 * GPUs go round; without any, each runner computes with its part of the processors. One runner takes the machine as it is.
 *
 * @param processors logical ones
 * @param gpus as CUDA_VISIBLE_DEVICES names them
 */
export function machineShares(runners: number, processors: number, gpus: readonly string[]): MachineShare[] {
  if (runners === 1) return [{ environment: {}, threads: null }];
  const threads = Math.max(1, Math.floor(processors / runners));
  return Array.from({ length: runners }, (_, runner) => {
    const gpu = gpus[runner % gpus.length];
    // TensorFlow's own names for the threads within an operation and beside each other.
    const few = { TF_NUM_INTRAOP_THREADS: `${threads}`, TF_NUM_INTEROP_THREADS: `${threads}` };
    return { environment: gpu === undefined ? few : { CUDA_VISIBLE_DEVICES: gpu }, threads };
  });
}

/** Those of a machine's GPUs that this process may use: as the environment names them, else by number. */
export function visibleGpus(
  count: number,
  { CUDA_VISIBLE_DEVICES: visible }: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  if (visible === undefined) return Array.from({ length: count }, (_, index) => `${index}`);
  const names = visible.split(',').map((name) => name.trim());
  // CUDA itself stops at the first that names none.
  const end = names.findIndex((name) => !/^(\d|GPU-|MIG-)/.test(name));
  return end < 0 ? names : names.slice(0, end);
}
