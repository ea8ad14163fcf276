import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { RunRecord } from '../../journal/run-record';
import { openSpec } from '../../runner/open-spec';
import { StoreFolder } from '../../runner/store/store-folder';
import { StoreReader } from '../../runner/store/store-reader';
import { makePlan } from '../../spec/plan';
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

describe('two runners of one run', function () {
  this.timeout(180_000);

  it('train two runs at a time, and none twice', async () => {
    const { spec } = specFolder(smallSpec({ epochs: 4, runs: 2 }));
    const { code, stdout, stderr } = await warmstart('run', spec, '--runners', '2');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^2 runners: /m);
    const records = recordsOf(spec);
    assert.deepEqual(
      records.map(({ attempts, ending }) => [attempts, ending?.type]),
      Array.from({ length: 5 }, () => [1, 'finished']),
    );
    assert.equal(new Set(records.map(({ header }) => header?.pid)).size, 2);
  });

  it('do each other’s work: one is killed, and the table is whole', async () => {
    const { spec } = specFolder(smallSpec({ epochs: 20, runs: 2 }));
    const end = finished(start('run', spec, '--runners', '2'));
    const pid = await untilTraining(spec, 2);
    await delay(1_000);
    process.kill(pid, 'SIGKILL');
    const { code, stdout, stderr } = await end;
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^A runner ended early, and the others did its work: .*log\.txt$/m);
    assert.match(stdout, /^4 of 4 runs done/m);
  });

  it('are started together for work that the first fails at once, which the second does not try again', async () => {
    const text = smallSpec({ extra: '    layout: class-folders\n' }).replace(/x-rays: \{.*\}/, 'x-rays: ./nowhere');
    const { spec } = specFolder(text);
    mkdirSync(path.join(path.dirname(spec), 'nowhere'));
    const { code } = await warmstart('run', spec, '--runners', '2', '--fresh');
    assert.equal(code, 1);
    const [pretraining, ...cells] = recordsOf(spec).map((record) => record.attempts);
    assert.deepEqual(cells, [1, 1, 1, 1]);
    assert.equal(pretraining, 0, 'no cell that can be trained needs it');
  });
});

/** Of the pre-training, then of the cells. */
function recordsOf(spec: string): RunRecord[] {
  const { pretraining, cells } = makePlan(openSpec(spec).spec!);
  const reader = new StoreReader(StoreFolder.beside(spec));
  return [...pretraining, ...cells].map(({ id }) => reader.record(id));
}

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
