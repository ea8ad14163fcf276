// Bundles each process of Warmstart with esbuild into dist/: `node scripts/build.mjs [--watch]`.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { context } from 'esbuild';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  sourcemap: true,
  logLevel: 'warning',
  legalComments: 'none',
  define: { 'process.env.WARMSTART_VERSION': JSON.stringify(version) },
};

/**
 * Node processes: one file each, CommonJS. sharp brings a shared library and stays in node_modules.
 * @type {import('esbuild').BuildOptions}
 */
const processes = {
  ...shared,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode', 'sharp'],
  entryPoints: {
    cli: 'cli/main.ts',
    runner: 'runner/main.ts',
    'data-worker': 'runner/feeding/data-worker.ts',
    server: 'server/main.ts',
    extension: 'extension/extension.ts',
  },
  outdir: 'dist',
};

/** @type {import('esbuild').BuildOptions} */
const webviews = {
  ...shared,
  platform: 'browser',
  target: 'es2023',
  format: 'iife',
  minify: true,
  entryPoints: {
    live: 'webviews/live/main.ts',
    results: 'webviews/results/main.ts',
    weights: 'webviews/weights/main.ts',
  },
  outdir: 'dist/webviews',
};

const watch = process.argv.includes('--watch');
rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });
for (const file of [
  '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm',
  '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
  '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm',
  'dcmjs-codecs/build/dcmjs-native-codecs.wasm',
]) {
  cpSync(`node_modules/${file}`, `dist/${path.basename(file)}`);
}
for (const options of [processes, webviews]) {
  const bundle = await context(options);
  if (watch) await bundle.watch();
  else {
    // esbuild has said what is wrong, with place; a stack of its own insides would only hide that.
    await bundle.rebuild().catch(() => process.exit(1));
    await bundle.dispose();
  }
}
// Last: an interrupted build has no stamp (scripts/set-up/bundles.mjs).
writeFileSync('dist/.built', version);
