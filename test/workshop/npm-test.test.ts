import assert from 'node:assert/strict';
import { runSuite } from '../../scripts/suites.mjs';

/** A suite that runs this program, as `npm test` would. */
const run = (program: string, counts: boolean, limitSeconds = 20) =>
  runSuite({ node: ['-e', program], counts, limitSeconds }, { native: false });

const leaveCounts = (passed: number, failed: number) =>
  `require('node:fs').writeFileSync(process.env.WARMSTART_TEST_COUNTS, '${JSON.stringify({ passed, failed, skipped: 0 })}');`;

describe('npm test', () => {
  it('adds up what a suite counted', async () => {
    assert.deepEqual(await run(leaveCounts(3, 0), true), { passed: 3, failed: 0, skipped: 0 });
    assert.deepEqual(await run(`${leaveCounts(3, 2)} process.exit(2)`, true), { passed: 3, failed: 2, skipped: 0 });
  });

  it('counts a check by its exit code', async () => {
    assert.deepEqual(await run('', false), { passed: 1, failed: 0, skipped: 0 });
    assert.equal((await run('process.exit(1)', false)).failed, 1);
  });

  it('fails when a suite ends early, even with exit code 0', async () => {
    assert.deepEqual(await run('process.exit(0)', true), {
      passed: 0,
      failed: 1,
      skipped: 0,
      problem: 'it did not run to its end',
    });
  });

  it('fails when a suite ran no test', async () => {
    const { failed, problem } = await run(leaveCounts(0, 0), true);
    assert.deepEqual({ failed, problem }, { failed: 1, problem: 'it ran no test' });
  });

  it('fails when every test passed and the process did not end well', async () => {
    const { passed, failed } = await run(`${leaveCounts(3, 0)} process.exit(7)`, true);
    assert.deepEqual({ passed, failed }, { passed: 3, failed: 1 });
  });

  it('ends a suite that hangs, and fails', async () => {
    const { failed, problem } = await run('setInterval(() => {}, 1000)', true, 0.5);
    assert.deepEqual({ failed, problem }, { failed: 1, problem: 'it was ended after 0.5 s' });
  });
});
