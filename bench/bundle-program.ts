import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../scripts/set-up/run-child.mjs';

/** Makes one program of `bench/NAME.ts`, as the runner is one; returns its path. */
export async function bundleProgram(name: string): Promise<string> {
  const outfile = path.join(root, `dist/bench/${name}.js`);
  await build({
    entryPoints: [path.join(root, `bench/${name}.ts`)],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['sharp'],
    outfile,
  });
  return outfile;
}
