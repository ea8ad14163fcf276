import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runNode } from './set-up/run-child.mjs';

/** @param {string[]} parameters */
const mocha = (...parameters) => [
  'node_modules/mocha/bin/mocha.js',
  '--reporter',
  './test/counting-reporter.ts',
  ...parameters,
];

/**
 * @typedef {{name: string, title: string, node: readonly string[], counts?: boolean, limitSeconds: number}} Suite
 * @typedef {{passed: number, failed: number, skipped: number, problem?: string}} Counts
 */

/**
 * The suites of `npm test`, in order. `node`: what to run. `counts`: it reports how many tests passed (test/counting-reporter.ts);
 * the others are one check each, which passes when the program exits with 0.
 *
 * @type {readonly Suite[]}
 */
export const suites = [
  {
    name: 'lint',
    title: 'Format and lint (biome)',
    node: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
    limitSeconds: 120,
  },
  { name: 'types', title: 'Types (tsc)', node: ['node_modules/typescript/bin/tsc'], limitSeconds: 300 },
  { name: 'unit', title: 'Unit, parity and process tests', node: mocha(), counts: true, limitSeconds: 900 },
  {
    name: 'extension',
    title: 'Inside VS Code',
    node: ['--import', 'tsx', 'test/vscode/run-suite.ts'],
    counts: true,
    limitSeconds: 600,
  },
  {
    name: 'windows',
    title: 'VS Code driven as a person would',
    node: mocha('--no-config', '--require', 'tsx', '--timeout', '240000', 'test/vscode/drives/*.drive.ts'),
    counts: true,
    limitSeconds: 900,
  },
];

/**
 * Runs one suite. A suite that crashed, ran out of time or ran no test counts as one failure, with the problem in words.
 * @param {Pick<Suite, 'node' | 'counts' | 'limitSeconds'>} suite
 * @param {{native: boolean}} engine whether the native engine is there
 * @returns {Promise<Counts>}
 */
export async function runSuite({ node, counts, limitSeconds }, { native }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'warmstart-test-'));
  const file = path.join(folder, 'counts.json');
  try {
    const { code, timedOut } = await runNode(node, {
      limitSeconds,
      env: {
        WARMSTART_TEST_COUNTS: file,
        // Where the native engine could be set up, a test that needs it fails without it instead of being skipped.
        ...(native && { WARMSTART_REQUIRE_ENGINE: 'tensorflow' }),
      },
    });
    if (timedOut) return failure(`it was ended after ${limitSeconds} s`);
    if (!counts) return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : failure();
    return judge(readCounts(file), code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {Counts | undefined} counted
 * @param {number} code
 * @returns {Counts}
 */
function judge(counted, code) {
  if (!counted) return failure('it did not run to its end');
  if (counted.passed + counted.failed === 0) return failure('it ran no test');
  if (code !== 0 && counted.failed === 0) return { ...counted, failed: 1, problem: `it ended with exit code ${code}` };
  return counted;
}

/** @type {(problem?: string) => Counts} */
const failure = (problem) => ({ passed: 0, failed: 1, skipped: 0, problem });

/**
 * @param {string} file
 * @returns {Counts | undefined}
 */
function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
