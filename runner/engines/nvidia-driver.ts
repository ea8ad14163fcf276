/** NVIDIA's driver and the GPUs it drives, as `nvidia-smi` tells of them. */
import { existsSync } from 'node:fs';
import { type CommandResult, runCommand } from './run-command';

export interface Gpu {
  /** For instance `NVIDIA A100-SXM4-40GB`. */
  readonly name: string;
  /** Version of the driver. */
  readonly driver: string;
  /** Memory in MiB; null where it is the processor's own. */
  readonly mebibytes: number | null;
  /** Compute capability, for instance 8.0; null where the driver does not say. */
  readonly capability: number | null;
}

/** GPUs that TensorFlow can use, or the one reason why there are none, with what to do. */
export type DriverReport =
  | { readonly gpus: readonly Gpu[]; readonly reason: null }
  | { readonly gpus: readonly []; readonly reason: string };

/** The least that CUDA 12 runs on (NVIDIA, CUDA Toolkit Release Notes, minor version compatibility). */
const LEAST_DRIVER = '525.60.13';

/** The least that TensorFlow's wheel has kernels for (`cuda_compute_capabilities` in its build_info.py): Pascal, of 2016. */
const LEAST_CAPABILITY = 6;

const QUERY = ['--query-gpu=name,driver_version,memory.total,compute_cap', '--format=csv,noheader'];

/** In the Windows Subsystem for Linux, the driver is that of Windows. */
const WSL_FOLDER = '/usr/lib/wsl/lib';

/** A GPU in a bad state can keep nvidia-smi waiting. */
const PATIENCE_MS = 30_000;

/** Whether a driver is loaded. A look at the file system: it may be too old, or have no GPU. */
export function hasNvidiaDriver(): boolean {
  return existsSync('/proc/driver/nvidia/version') || existsSync(`${WSL_FOLDER}/libcuda.so.1`);
}

/** Asks nvidia-smi, which takes up to a second. */
export async function findNvidiaDriver(): Promise<DriverReport> {
  for (const program of ['nvidia-smi', `${WSL_FOLDER}/nvidia-smi`]) {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const result = await runCommand(program, QUERY, { signal }).catch(() => ({ code: 1, output: 'it hangs' }));
    if (result.code !== null) return readNvidiaSmi(result);
  }
  return without(
    `no NVIDIA driver is here (no nvidia-smi). Where there is an NVIDIA GPU, install driver ${LEAST_DRIVER} or newer.`,
  );
}

/** What nvidia-smi's exit code and output mean. */
export function readNvidiaSmi({ code, output }: CommandResult): DriverReport {
  const said = output.trim().split('\n')[0]!.trim();
  if (/no devices were found/i.test(said)) {
    return without(`the NVIDIA driver finds no GPU (${said}). On a cluster, ask for one (Slurm: --gres=gpu:1).`);
  }
  if (/version mismatch/i.test(said)) {
    return without(`the NVIDIA driver was updated while the machine ran (${said}). Restart the machine.`);
  }
  if (/not a valid field/i.test(said)) return without(tooOld('older than that'));
  if (code !== 0) {
    return without(`the NVIDIA driver does not answer (${said}). Restart the machine, or install the driver anew.`);
  }
  const gpus = output.trim().split('\n').map(readGpu);
  const [first] = gpus;
  if (!first) return without(`the NVIDIA driver finds no GPU (${said}).`);
  if (isOlder(first.driver, LEAST_DRIVER)) return without(tooOld(first.driver));
  const usable = gpus.filter(({ capability }) => (capability ?? LEAST_CAPABILITY) >= LEAST_CAPABILITY);
  if (usable.length === 0) {
    return without(
      `${first.name} has compute capability ${first.capability}, and TensorFlow's kernels begin at ${LEAST_CAPABILITY}.0 (Pascal). Use a newer GPU.`,
    );
  }
  return { gpus: usable, reason: null };
}

/** For instance `NVIDIA A100-SXM4-40GB, 40.0 GiB, driver 575.57.08`. */
export function describeGpu({ name, mebibytes, driver }: Gpu): string {
  const memory = mebibytes === null ? 'shared memory' : `${(mebibytes / 1024).toFixed(1)} GiB`;
  return `${name}, ${memory}, driver ${driver}`;
}

function without(reason: string): DriverReport {
  return { gpus: [], reason };
}

function tooOld(version: string): string {
  return `the NVIDIA driver is too old for CUDA 12, which wants ${LEAST_DRIVER} or newer (it is ${version}). Update it.`;
}

function readGpu(line: string): Gpu {
  const [name = '', driver = '', memory = '', capability = ''] = line.split(',').map((field) => field.trim());
  return { name, driver, mebibytes: numberIn(memory), capability: numberIn(capability) };
}

/** nvidia-smi writes `[N/A]` for what it does not know. */
function numberIn(text: string): number | null {
  const number = Number.parseFloat(text);
  return Number.isNaN(number) ? null : number;
}

function isOlder(version: string, least: string): boolean {
  const [own, wanted] = [version, least].map((text) => text.split('.').map(Number)) as [number[], number[]];
  const place = wanted.findIndex((part, index) => part !== (own[index] ?? 0));
  return place >= 0 && (own[place] ?? 0) < wanted[place]!;
}
