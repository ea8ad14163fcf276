import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../scripts/set-up/run-child.mjs';

/** Makes one program of `bench/NAME.ts`, as the runner is one, and beside it what its threads run; returns its path. */
export async function bundleProgram(name: string): Promise<string> {
  const folder = path.join(root, 'dist/bench');
  await build({
    entryPoints: [`bench/${name}.ts`, 'runner/feeding/data-worker.ts'].map((file) => path.join(root, file)),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['sharp'],
    entryNames: '[name]',
    outdir: folder,
  });
  return path.join(folder, `${path.basename(name)}.js`);
}
