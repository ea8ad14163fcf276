/** What a process must have in its environment before TensorFlow loads, to train on NVIDIA's GPUs. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { NativeEngine } from './native-engine';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * For a process that is to be started: where the loader finds NVIDIA's libraries; empty where it knows already, or need not.
 * TensorFlow's own search path has most of the folders, but not those of libraries that NVIDIA's open in turn.
 */
export function cudaLoaderEnvironment(
  engine: NativeEngine | null,
  own: Environment = process.env,
): Record<string, string> {
  if (engine?.build !== 'cuda' || own.LD_LIBRARY_PATH?.includes(engine.folder)) return {};
  const folders = nvidiaFolders(engine).map((folder) => path.join(folder, 'lib'));
  const before = own.LD_LIBRARY_PATH ? [own.LD_LIBRARY_PATH] : [];
  return { LD_LIBRARY_PATH: [...folders.filter((folder) => existsSync(folder)), ...before].join(':') };
}

/** For this process, before it loads the library: numbers that repeat, in full float32, and memory taken as it is needed. What the user has set stays. */
export function cudaSettings({ folder }: NativeEngine): Record<string, string> {
  return {
    // Same seed, same machine, same bits.
    TF_DETERMINISTIC_OPS: '1',
    // TensorFloat-32 rounds the factors of float32 products to 10 bits.
    NVIDIA_TF32_OVERRIDE: '0',
    // By default TensorFlow takes all of the GPU, and a second runner finds none.
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
    // Where its assembler (ptxas) and device library lie.
    XLA_FLAGS: `--xla_gpu_cuda_data_dir=${path.join(folder, 'nvidia', 'cuda_nvcc')}`,
  };
}

function nvidiaFolders({ folder }: NativeEngine): string[] {
  const parent = path.join(folder, 'nvidia');
  return readdirSync(parent)
    .sort()
    .map((name) => path.join(parent, name));
}
