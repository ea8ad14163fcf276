/** The engines a test can run on: wasm always, TensorFlow where it is set up. WARMSTART_REQUIRE_ENGINE=tensorflow makes its absence a failure. */
import type { EngineName } from '../../runner/engines/engine';
import { findNativeEngine } from '../../runner/engines/native-engine';

export const ENGINES: readonly EngineName[] = ['wasm', 'tensorflow'];

/** Skips the test, saying why, where the engine is not set up. */
export function requireEngine(test: Mocha.Context, name: EngineName): void {
  if (name === 'wasm' || findNativeEngine()) return;
  if (process.env.WARMSTART_REQUIRE_ENGINE === 'tensorflow')
    throw new Error('The TensorFlow engine is required here and is not set up.');
  console.log('      skipped: the TensorFlow engine is not set up (node dist/cli.js engine setup)');
  test.skip();
}
