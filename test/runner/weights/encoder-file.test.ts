import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEncoderFile } from '../../../runner/weights/encoder-file';
import { writeSafetensors } from '../../../runner/weights/safetensors';

describe('loadEncoderFile', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'encoder-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('gives the encoder of a file, or says that there is none', async () => {
    const path = join(folder, 'encoder.safetensors');
    const data = Float32Array.of(1);
    await writeSafetensors(
      path,
      new Map(['backbone.conv1.weight', 'backbone.layer1.0.conv1.weight'].map((name) => [name, { shape: [1], data }])),
    );
    assert.deepEqual([...(await loadEncoderFile(path)).keys()], ['conv1.weight', 'layer1.0.conv1.weight']);
    await writeSafetensors(path, new Map([['patch_embed.weight', { shape: [1], data }]]));
    await assert.rejects(loadEncoderFile(path), { code: 'no-encoder' });
  });

  it('refuses numbers that are none', async () => {
    const path = join(folder, 'diverged.safetensors');
    const names = ['conv1.weight', 'layer1.0.conv1.weight'];
    await writeSafetensors(path, new Map(names.map((name) => [name, { shape: [1], data: Float32Array.of(NaN) }])));
    await assert.rejects(
      loadEncoderFile(path),
      /numbers in conv1\.weight, layer1\.0\.conv1\.weight are infinite or none/,
    );
  });
});
