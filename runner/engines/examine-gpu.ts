import type { NativeBackend } from './backend-binding';
import { findNativeEngine, type NativeEngine } from './native-engine';
import { type DriverReport, describeGpu, findNvidiaDriver } from './nvidia-driver';

export interface GpuReport {
  /** For instance `NVIDIA A100-SXM4-40GB, 40.0 GiB, driver 575.57.08`; null when no GPU trains. */
  readonly works: string | null;
  /** The one reason why not; null when it works. */
  readonly reason: string | null;
}

/** Whether the GPU of this machine trains. @param backend of the TensorFlow engine, once it is open; null where it does not open */
export async function examineGpu(backend: NativeBackend | null): Promise<GpuReport> {
  return judgeGpu(
    await findNvidiaDriver(),
    findNativeEngine(),
    backend?.binding.isUsingGpuDevice() ?? false,
    process.env,
  );
}

/** The reason to look at first: the driver, then the engine's build, then what hides the GPU from it. */
export function judgeGpu(
  { gpus, reason }: DriverReport,
  engine: NativeEngine | null,
  isUsed: boolean,
  { CUDA_VISIBLE_DEVICES: visible }: Readonly<Record<string, string | undefined>>,
): GpuReport {
  const [gpu] = gpus;
  if (!gpu) return { works: null, reason };
  const name = describeGpu(gpu);
  if (isUsed) return { works: name, reason: null };
  if (engine?.build !== 'cuda') {
    return {
      works: null,
      reason: `${name} is there; \`warmstart engine setup --engine cuda\` makes TensorFlow use it.`,
    };
  }
  if (visible !== undefined && !/^\d/.test(visible) && !/^(GPU|MIG)-/.test(visible)) {
    return { works: null, reason: `CUDA_VISIBLE_DEVICES="${visible}" hides ${name}. Unset it.` };
  }
  return {
    works: null,
    reason: `TensorFlow does not use ${name}; TF_CPP_MIN_LOG_LEVEL=0 makes \`warmstart doctor\` say which library it misses.`,
  };
}
