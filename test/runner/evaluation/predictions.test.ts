import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packBits, unpackBits } from '../../../runner/evaluation/pack-bits';
import { type Predictions, readPredictions, writePredictions } from '../../../runner/evaluation/predictions';
import { writeSafetensors } from '../../../runner/weights/safetensors';

describe('predictions', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'predictions-'));
  });
  after(() => rm(folder, { recursive: true }));

  const classification: Predictions = {
    kind: 'classification',
    ids: ['test/a.png', 'test/ä "b".png'],
    classes: ['nodule', 'effusion', 'mass'],
    scores: Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 1),
    truths: Uint8Array.of(0, 1, 0, 1, 1, 0),
  };
  const segmentation: Predictions = {
    kind: 'segmentation',
    ids: ['a', 'b', 'c'],
    size: 5,
    masks: Uint8Array.from({ length: 75 }, (_, i) => Number(i % 3 === 0)),
    truths: Uint8Array.from({ length: 75 }, (_, i) => Number(i % 7 < 3)),
  };

  for (const predictions of [classification, segmentation]) {
    it(`of a ${predictions.kind} come back as they were written`, async () => {
      const path = join(folder, 'below', `${predictions.kind}.safetensors`);
      await writePredictions(path, predictions);
      assert.deepEqual(await readPredictions(path), predictions);
    });
  }

  it('are refused when the file holds something else', async () => {
    const weights = join(folder, 'weights.safetensors');
    await writeSafetensors(weights, new Map([['scores', { shape: [1], data: Float32Array.of(1) }]]));
    await assert.rejects(readPredictions(weights), { name: 'WeightsError', code: 'corrupt' });
    await writeFile(join(folder, 'text'), 'not predictions');
    await assert.rejects(readPredictions(join(folder, 'text')), { name: 'WeightsError' });
  });

  it('pack masks as NumPy does, the first pixel in the highest bit', () => {
    assert.deepEqual(packBits(Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 1, 1)), Uint8Array.of(0x81, 0x80));
    assert.deepEqual(unpackBits(Uint8Array.of(0x81, 0x80), 9), Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 1, 1));
  });
});
