/** Checkpoints are written beside training, tell of one moment, and do not fail in silence. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openEngine } from '../../../runner/engines/open-engine';
import { CellFolder } from '../../../runner/store/store-folder';
import { CheckpointWriter } from '../../../runner/training/checkpoint-writer';
import { createLearner } from '../../../runner/training/create-learner';
import type { Learner } from '../../../runner/training/learner';
import { readProgress, startProgress } from '../../../runner/training/training-progress';
import { readSafetensors } from '../../../runner/weights/safetensors';
import { batchOf, bits, CLASSIFIER } from './learners';

describe('a writer of checkpoints', () => {
  const progress = { ...startProgress(0.001, 'split'), epoch: 1, bestEpoch: 1, bestLoss: 0.5 };
  let learner: Learner;
  let folder: string;
  before(async () => {
    learner = createLearner(await openEngine('wasm'), CLASSIFIER);
    folder = mkdtempSync(path.join(tmpdir(), 'warmstart-checkpoints-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('writes the state of the moment it was told of, though training goes on', async () => {
    const cell = new CellFolder(path.join(folder, 'cell'));
    const writer = new CheckpointWriter(cell, learner, 0);
    const [state, weights] = [bits(learner.state()), bits(learner.weights())];
    await writer.note(progress);
    learner.train(batchOf(CLASSIFIER, 4), 0.001);
    assert.notDeepEqual(bits(learner.weights()), weights);
    await writer.written();
    const last = await readSafetensors(cell.last);
    assert.deepEqual(bits(last.tensors), state);
    assert.deepEqual(readProgress(last.metadata), progress);
    assert.deepEqual(bits((await readSafetensors(cell.best)).tensors), weights);
    assert.deepEqual(bits(await writer.best()), weights);
  });

  it('has the best weights at hand before they are written', async () => {
    const cell = new CellFolder(path.join(folder, 'later'));
    const writer = new CheckpointWriter(cell, learner, 60_000);
    await writer.note(progress);
    assert.deepEqual(bits(await writer.best()), bits(learner.weights()));
    assert.ok(!existsSync(cell.best));
    writer.writeBest();
    await writer.written();
    assert.ok(existsSync(cell.best) && !existsSync(cell.last));
  });

  it('tells what kept a checkpoint from being written when the next one is due', async () => {
    const file = path.join(folder, 'no-folder');
    writeFileSync(file, '');
    const writer = new CheckpointWriter(new CellFolder(file), learner, 0);
    await writer.note(progress);
    await assert.rejects(writer.note({ ...progress, epoch: 2 }), { code: /EEXIST|ENOTDIR/ });
    await assert.rejects(writer.best(), { code: /EEXIST|ENOTDIR/ });
  });
});
