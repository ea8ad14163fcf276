/** Training repeats bit for bit, also across processes and a stop in between. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ENGINES, requireEngine } from '../engines';

/** Trains in a process of its own. */
function train(engine: string, kind: string, first: number, last: number, state: string): void {
  const parameters = ['--import', 'tsx', path.join(__dirname, 'train-steps.ts'), engine, kind, `${first}`, `${last}`];
  const { status, stderr } = spawnSync(process.execPath, [...parameters, state], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
}

for (const engine of ENGINES) {
  describe(`training on ${engine}`, function () {
    this.timeout(120_000);
    let folder: string;
    before(function () {
      requireEngine(this as unknown as Mocha.Context, engine);
      folder = mkdtempSync(path.join(tmpdir(), 'warmstart-resume-'));
    });
    after(() => {
      if (folder) rmSync(folder, { recursive: true });
    });

    for (const kind of ['classification', 'segmentation']) {
      it(`${kind}: six steps, six again, and three and three of two processes leave the same bytes`, () => {
        const [whole, again, halves] = ['whole', 'again', 'halves'].map((name) => path.join(folder, name));
        train(engine, kind, 1, 6, whole!);
        train(engine, kind, 1, 6, again!);
        train(engine, kind, 1, 3, halves!);
        assert.notDeepEqual(readFileSync(halves!), readFileSync(whole!));
        train(engine, kind, 4, 6, halves!);
        assert.deepEqual(readFileSync(again!), readFileSync(whole!));
        assert.deepEqual(readFileSync(halves!), readFileSync(whole!));
      });
    }
  });
}
