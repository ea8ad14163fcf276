// npm test: sets everything up and runs every suite. Ends with `N passed, N failed`; fails too when a suite did not run.
// `npm test -- unit windows` runs only the suites of these names.
import './set-up/require-node.mjs';
import { buildBundles } from './set-up/bundles.mjs';
import { setUpEngine } from './set-up/engine.mjs';
import { installPackages } from './set-up/packages.mjs';
import { Interrupted } from './set-up/run-child.mjs';
import { SetUpError, seconds, step } from './set-up/step.mjs';
import { runSuite, suites } from './suites.mjs';

/**
 * @param {string[]} names of suites; none: all
 * @returns {Promise<number>} exit code
 */
async function test(names) {
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    throw new SetUpError(
      `No suite is called ${unknown.join(', ')}; there are ${suites.map(({ name }) => name).join(', ')}.`,
    );
  }
  const chosen = suites.filter(({ name }) => names.length === 0 || names.includes(name));

  await step('Packages', installPackages);
  await step('Bundles', buildBundles);
  const { native } = await step('Engine', setUpEngine);

  /** @type {(import('./suites.mjs').Counts & {title: string, taken: string})[]} */
  const rows = [];
  for (const suite of chosen) {
    console.log(`\n── ${suite.title}`);
    const started = performance.now();
    const counts = await runSuite(suite, { native });
    rows.push({ title: suite.title, taken: seconds(started), ...counts });
  }

  console.log('');
  for (const { title, taken, passed, failed, skipped, problem } of rows) {
    const counts = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    console.log(`${title.padEnd(32)}${counts}${taken}${problem ? `: ${problem}` : ''}`);
  }
  /** @param {'passed' | 'failed'} key */
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 ? 0 : 1;
}

try {
  process.exitCode = await test(process.argv.slice(2));
} catch (error) {
  if (error instanceof Interrupted) process.exitCode = error.exitCode;
  else if (error instanceof SetUpError) {
    console.error(error.message);
    console.log('\n0 passed, 1 failed');
    process.exitCode = 1;
  } else throw error;
}
