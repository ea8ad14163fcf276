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
    assert.deepEqual([...(await loadEncoderFile(path)).tensors.keys()], ['conv1.weight', 'layer1.0.conv1.weight']);
    await writeSafetensors(path, new Map([['patch_embed.weight', { shape: [1], data }]]));
    await assert.rejects(loadEncoderFile(path), { code: 'no-encoder' });
  });

  it('gives the names of what no ResNet has a place for', async () => {
    const path = join(folder, 'squeezed.safetensors');
    const names = ['conv1.weight', 'layer1.0.conv1.weight', 'layer1.0.se.fc1.weight'];
    await writeSafetensors(path, new Map(names.map((name) => [name, { shape: [1], data: Float32Array.of(1) }])));
    assert.deepEqual((await loadEncoderFile(path)).foreign, ['layer1.0.se.fc1.weight']);
  });

  it('refuses variances below zero', async () => {
    const path = join(folder, 'negative.safetensors');
    const names = ['conv1.weight', 'bn1.running_mean', 'bn1.running_var', 'layer1.0.conv1.weight'];
    await writeSafetensors(path, new Map(names.map((name) => [name, { shape: [2], data: Float32Array.of(1, -1) }])));
    await assert.rejects(loadEncoderFile(path), {
      code: 'corrupt',
      message: /variances in bn1\.running_var are below/,
    });
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
