import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packBits, unpackBits } from '../../../runner/evaluation/pack-bits';
import { type Predictions, readTestCases, writePredictions } from '../../../runner/evaluation/predictions';
import { writeSafetensors } from '../../../runner/weights/safetensors';
import { readTensorFile, writeTensorFile } from '../../../runner/weights/tensor-file';

describe('predictions', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'predictions-'));
  });
  after(() => rm(folder, { recursive: true }));

  const classification: Predictions & { kind: 'classification' } = {
    kind: 'classification',
    ids: ['test/a.png', 'test/ä "b".png'],
    groups: ['patient 1', 'patient 1'],
    classes: ['nodule', 'effusion', 'mass'],
    scores: Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 1),
    truths: Uint8Array.of(0, 1, 0, 1, 1, 0),
  };
  const masks = Uint8Array.from({ length: 75 }, (_, i) => Number(i % 3 === 0));
  const truths = Uint8Array.from({ length: 75 }, (_, i) => Number(i % 7 < 3));
  const segmentation: Predictions & { kind: 'segmentation' } = {
    kind: 'segmentation',
    ids: ['a', 'b', 'c'],
    groups: ['a', 'b', 'c'],
    size: 5,
    masks,
    truths,
    overlaps: Uint32Array.from([0, 1, 2].flatMap(countsOf)),
  };

  /** Foreground of one image of 25 pixels in both masks, in the predicted one, in the true one. */
  function countsOf(image: number): number[] {
    const pixels = Array.from({ length: 25 }, (_, pixel) => 25 * image + pixel);
    const [found, there] = [
      pixels.filter((pixel) => masks[pixel] === 1),
      pixels.filter((pixel) => truths[pixel] === 1),
    ];
    return [found.filter((pixel) => there.includes(pixel)).length, found.length, there.length];
  }

  it('of a classification come back as they were written, patients included', async () => {
    const path = join(folder, 'below', 'classification.safetensors');
    await writePredictions(path, classification);
    assert.deepEqual(await readTestCases(path), classification);
  });

  it('of masks come back as pixels in both, in the predicted and in the true one; without patients, where each has one image', async () => {
    const path = join(folder, 'segmentation.safetensors');
    await writePredictions(path, segmentation);
    const { kind, ids, overlaps } = segmentation;
    assert.deepEqual(await readTestCases(path), { kind, ids, groups: null, overlaps });
    const { tensors, metadata } = await readTensorFile(path);
    assert.deepEqual(unpackBits(tensors.get('masks')!.bytes, 75), masks);

    const older = join(folder, 'older.safetensors');
    await writeTensorFile(older, new Map([...tensors].filter(([name]) => name !== 'overlaps')), metadata);
    assert.deepEqual(await readTestCases(older), { kind, ids, groups: null, overlaps }, 'counted from the masks');
  });

  it('are refused when the file holds something else', async () => {
    const weights = join(folder, 'weights.safetensors');
    await writeSafetensors(weights, new Map([['scores', { shape: [1], data: Float32Array.of(1) }]]));
    await assert.rejects(readTestCases(weights), { name: 'WeightsError', code: 'corrupt' });
    await writeFile(join(folder, 'text'), 'not predictions');
    await assert.rejects(readTestCases(join(folder, 'text')), { name: 'WeightsError' });
    const groups = join(folder, 'groups');
    await writePredictions(groups, classification);
    const { tensors, metadata } = await readTensorFile(groups);
    await writeTensorFile(groups, tensors, { ...metadata, groups: '["patient 1"]' });
    await assert.rejects(readTestCases(groups), { code: 'corrupt' });
  });

  it('pack masks as NumPy does, the first pixel in the highest bit', () => {
    assert.deepEqual(packBits(Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 1, 1)), Uint8Array.of(0x81, 0x80));
    assert.deepEqual(unpackBits(Uint8Array.of(0x81, 0x80), 9), Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 1, 1));
  });
});
