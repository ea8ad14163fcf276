import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { StoreFolder } from '../../runner/store/store-folder';
import { finished, smallSpec, specFolder, start, untilTraining, warmstart } from './process';

/** Milliseconds into its training at which the runner is killed; drawn anew each time, and named when the test fails. */
const moments = [300 + Math.random() * 4_000, 300 + Math.random() * 4_000];

describe('a runner killed with signal 9', function () {
  this.timeout(180_000);

  it(`goes on to the same table, character for character (after ${moments.map((ms) => `${Math.round(ms)} ms`).join(' and ')})`, async () => {
    const text = smallSpec({ epochs: 25 });
    const undisturbed = specFolder(text);
    const disturbed = specFolder(text);
    assert.equal((await warmstart('run', undisturbed.spec)).code, 0);

    for (const moment of moments) {
      const run = start('run', disturbed.spec);
      const end = finished(run);
      const pid = await untilTraining(disturbed.spec);
      await delay(moment);
      process.kill(pid, 'SIGKILL');
      assert.equal((await end).code, 1);
    }
    assert.equal((await warmstart('run', disturbed.spec)).code, 0);

    for (const format of ['text', 'json']) {
      const [expected, actual] = [
        await warmstart('table', undisturbed.spec, '--format', format),
        await warmstart('table', disturbed.spec, '--format', format),
      ];
      assert.equal(actual.stdout, expected.stdout);
    }
    const weights = weightsIn(undisturbed.spec);
    assert.ok(weights.size >= 6);
    assert.deepEqual(weightsIn(disturbed.spec), weights, 'the same weights and predictions, bit for bit');
  });
});

/** SHA-256 of every file of weights or predictions in the store, by its path. */
function weightsIn(spec: string): Map<string, string> {
  const { cells } = StoreFolder.beside(spec);
  const files = readdirSync(cells, { recursive: true, encoding: 'utf8' }).filter((file) => /\.safetensors$/.test(file));
  return new Map(
    files.sort().map((file) => {
      const bytes = readFileSync(path.join(cells, file));
      return [file, createHash('sha256').update(bytes).digest('hex')];
    }),
  );
}
