import path from 'node:path';
import { setWasmPaths, version_wasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import type { Engine } from './engine';
import { packageFolder } from './package-folder';
import { wasmKernels } from './wasm-kernels';

/** Opens the embedded engine: no set-up, one thread, for small networks at small sizes. */
export async function openWasm(): Promise<Engine> {
  setWasmPaths(`${binariesFolder()}${path.sep}`);
  await tf.setBackend('wasm');
  return {
    name: 'wasm',
    version: `tfjs-wasm ${version_wasm}`,
    device: 'CPU (WebAssembly, 1 thread)',
    kernels: wasmKernels(),
    native: null,
    half: null,
  };
}

/** The .wasm files lie beside the bundle; run from source they lie in their package. */
function binariesFolder(): string {
  return path.basename(__dirname) === 'dist'
    ? __dirname
    : path.join(packageFolder('@tensorflow/tfjs-backend-wasm'), 'dist');
}
