// Bundles each process of Warmstart with esbuild: `node scripts/build.mjs [--watch]`.
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { context } from 'esbuild';

const shared = {
  bundle: true,
  sourcemap: true,
  logLevel: 'warning',
  metafile: false,
  legalComments: 'none',
  define: { 'process.env.WARMSTART_VERSION': JSON.stringify(process.env.npm_package_version ?? '0.1.0') },
};

/** Node processes: one file each, CommonJS. sharp brings a shared library and stays in node_modules. */
const node = {
  ...shared,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode', 'sharp'],
  // TensorFlow.js in its module form: one copy of its operations, and only those in use.
  mainFields: ['module', 'main'],
  // The node backend imports the union package; the core of it is enough.
  alias: { '@tensorflow/tfjs': './runner/engines/tfjs.ts' },
  entryPoints: {
    cli: 'cli/main.ts',
    runner: 'runner/main.ts',
    server: 'server/main.ts',
    extension: 'extension/extension.ts',
  },
  outdir: 'dist',
};

const web = {
  ...shared,
  platform: 'browser',
  target: 'es2023',
  format: 'iife',
  entryPoints: { live: 'webviews/live/main.ts', results: 'webviews/results/main.ts' },
  outdir: 'dist/webviews',
};

const watch = process.argv.includes('--watch');
rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });
for (const file of ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm-threaded-simd.wasm']) {
  cpSync(`node_modules/@tensorflow/tfjs-backend-wasm/dist/${file}`, `dist/${file}`);
}
for (const options of [node, web]) {
  const bundle = await context(options);
  if (watch) await bundle.watch();
  else {
    await bundle.rebuild();
    await bundle.dispose();
  }
}
