import { cpus } from 'node:os';
import util from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import type { Binding, NativeBackend } from './backend-binding';
import { cudaSettings } from './cuda-environment';
import type { Engine } from './engine';
import { EngineError } from './engine-error';
import type { NativeEngine } from './native-engine';
import { describeGpu, findNvidiaDriver } from './nvidia-driver';
import { tensorflowKernels } from './tensorflow-kernels';

/** Opens TensorFlow through tfjs-node-gpu's backend, with the binding of the cache. */
export async function openTensorflow(native: NativeEngine): Promise<Engine> {
  // Read by the library as it loads: oneDNN's kernels are off by default on processors without AVX-512.
  process.env.TF_ENABLE_ONEDNN_OPTS ??= '1';
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  if (native.build === 'cuda') {
    for (const [name, value] of Object.entries(cudaSettings(native))) process.env[name] ??= value;
  }
  restoreUtil();
  let binding: Binding;
  try {
    // `module.require` keeps the path, known only at run time, out of the bundler's sight.
    binding = module.require(native.binding) as Binding;
  } catch (error) {
    throw new EngineError(
      'broken',
      `The engine in ${native.folder} does not load (${(error as Error).message}). Remove that folder and run \`warmstart engine setup\`.`,
    );
  }
  // The package's index would look for a binding of its own; these two modules are all of it that a backend needs.
  await import('@tensorflow/tfjs-node-gpu/dist/register_all_kernels');
  const { NodeJSKernelBackend } = await import('@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend');
  if (!tf.findBackendFactory('tensorflow')) {
    tf.registerBackend('tensorflow', () => new NodeJSKernelBackend(binding as never, '@tensorflow/tfjs-node-gpu'), 3);
  }
  await tf.setBackend('tensorflow');
  const backend = tf.backend() as unknown as NativeBackend;
  return {
    name: 'tensorflow',
    version: `tensorflow ${native.version}`,
    device: binding.isUsingGpuDevice()
      ? await nameGpu()
      : `CPU (${cpus()[0]?.model.trim() ?? process.arch}, ${cpus().length} threads)`,
    kernels: tensorflowKernels(backend),
    native: backend,
    // Tensor cores of all generations know float16; processors know bfloat16, or nothing of 16 bits.
    half: binding.isUsingGpuDevice() ? 'float16' : 'bfloat16',
  };
}

/** TensorFlow trains on the first GPU it sees; CUDA_VISIBLE_DEVICES may put another one there. */
async function nameGpu(): Promise<string> {
  const { gpus } = await findNvidiaDriver();
  const gpu = gpus[Number.parseInt(process.env.CUDA_VISIBLE_DEVICES ?? '0', 10)] ?? gpus[0];
  return gpu ? describeGpu(gpu) : 'GPU (CUDA)';
}

/** Node 23 took away what tfjs-node 4.22 calls. */
function restoreUtil(): void {
  const gone: Record<string, (value: unknown) => boolean> = {
    isNullOrUndefined: (value) => value === null || value === undefined,
    isArray: Array.isArray,
    isNumber: (value) => typeof value === 'number',
    isString: (value) => typeof value === 'string',
  };
  const known = util as unknown as Record<string, unknown>;
  for (const [name, test] of Object.entries(gone)) known[name] ??= test;
}
