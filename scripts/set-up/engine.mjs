import { runNode } from './run-child.mjs';

/** Sets the native engine up in the per-user cache. Without it everything runs on the slower engine that is always there. */
export async function setUpEngine() {
  const { code, output, errors } = await runNode(['dist/cli.js', 'engine', 'setup'], {
    quiet: true,
    env: { NODE_NO_WARNINGS: '1' },
  });
  if (code === 0) return { text: output.trim().split('\n').at(-1) ?? '', native: true };
  // The command says why in one line; of an error that nobody expected, the stack follows.
  const [reason] = errors.trim().split('\n');
  return { text: `wasm, the slower engine, because: ${reason}`, native: false };
}
