// npm start: sets everything up, runs the quickstart and shows its table. `npm start -- --fresh` trains every cell again.
import './set-up/require-node.mjs';
import path from 'node:path';
import { buildBundles } from './set-up/bundles.mjs';
import { setUpEngine } from './set-up/engine.mjs';
import { installPackages } from './set-up/packages.mjs';
import { Interrupted, root, runNode } from './set-up/run-child.mjs';
import { SetUpError, seconds, step } from './set-up/step.mjs';

const SPEC = 'examples/quickstart.warmstart.yaml';
const REPORT = 'examples/.warmstart/quickstart.html';

/**
 * @param {string[]} parameters of the `run` command
 * @returns {Promise<number>} exit code
 */
async function start(parameters) {
  await step('Packages', installPackages);
  await step('Bundles', buildBundles);
  await step('Engine', setUpEngine);

  console.log(`\nRunning ${SPEC}\n`);
  const { code } = await runNode(['dist/cli.js', 'run', SPEC, ...parameters]);
  if (code !== 0) return code;
  const report = await runNode(['dist/cli.js', 'report', SPEC, '-o', REPORT, ...storeIn(parameters)], { quiet: true });
  if (report.code !== 0) throw new SetUpError(`The report could not be written: ${report.output.trim()}`);

  console.log(`
The table as a page      ${path.join(root, REPORT)}
The same spec in VS Code code ${root.replace(/[/\\]$/, '')}   then F5, and open ${SPEC}
Your own experiment      node dist/cli.js run my.warmstart.yaml   (README.md has the spec in ten lines)
`);
  return 0;
}

/**
 * The report reads the store that the run wrote.
 * @param {string[]} parameters
 */
function storeIn(parameters) {
  const at = parameters.indexOf('--store');
  return at < 0 ? [] : parameters.slice(at, at + 2);
}

const started = performance.now();
try {
  process.exitCode = await start(process.argv.slice(2));
  console.log(`${process.exitCode === 0 ? 'Done' : 'Ended with an error'}${seconds(started)}`);
} catch (error) {
  if (error instanceof Interrupted) {
    console.log('\nInterrupted. What is finished is kept; the same command goes on from there.');
    process.exitCode = error.exitCode;
  } else if (error instanceof SetUpError) {
    console.error(error.message);
    process.exitCode = 1;
  } else throw error;
}
