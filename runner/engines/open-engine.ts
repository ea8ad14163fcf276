// Registers the gradients, which tfjs-core by itself does not.
import '@tensorflow/tfjs';
import type { Engine, EngineName } from './engine';
import { EngineError } from './engine-error';
import { findNativeEngine } from './native-engine';
import { openTensorflow } from './tensorflow';
import { openWasm } from './wasm';

/**
 * Opens an engine for this process: the named one, else TensorFlow where it is set up, else wasm.
 * @throws EngineError when the named engine cannot be had
 */
export async function openEngine(name?: EngineName): Promise<Engine> {
  const native = name === 'wasm' ? null : findNativeEngine();
  if (native) return openTensorflow(native);
  if (name === 'tensorflow') {
    throw new EngineError(
      'not-set-up',
      'The TensorFlow engine is not set up here: run `warmstart engine setup` (in VS Code: Warmstart: Set Up Engine).',
    );
  }
  return openWasm();
}
