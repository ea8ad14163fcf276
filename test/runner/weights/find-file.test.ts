import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findWeightsFile } from '../../../runner/weights/find-file';
import { loadEncoderFile } from '../../../runner/weights/load-encoder-file';
import { writeSafetensors } from '../../../runner/weights/safetensors';

describe('findWeightsFile', () => {
  let spec: string;
  let weights: string;
  before(async () => {
    spec = await mkdtemp(join(tmpdir(), 'find-file-'));
    weights = join(spec, 'weights');
    await mkdir(join(spec, 'runs'));
    await mkdir(weights);
    for (const file of [
      'runs/a.safetensors',
      'weights/a.safetensors',
      'weights/b.pth',
      'weights/c.safetensors',
      'runs/b.pth',
    ]) {
      await writeFile(join(spec, file), '');
    }
  });
  after(() => rm(spec, { recursive: true }));

  it('looks beside the spec, then below the folder of weights', async () => {
    assert.equal(await findWeightsFile('runs/a.safetensors', spec, weights), join(spec, 'runs/a.safetensors'));
    assert.equal(await findWeightsFile('a.safetensors', spec, weights), join(weights, 'a.safetensors'));
    assert.equal(await findWeightsFile(join(spec, 'runs/b.pth'), spec, null), join(spec, 'runs/b.pth'));
  });

  it('takes the converted file where a PyTorch file is named', async () => {
    assert.equal(await findWeightsFile('c.pth.tar', spec, weights), join(weights, 'c.safetensors'));
    assert.equal(await findWeightsFile('b.pth', spec, weights), join(weights, 'b.pth'));
  });

  it('says where it looked', async () => {
    await assert.rejects(findWeightsFile('moco.pth', spec, null), (error: Error) => {
      assert.match(error.message, /moco\.pth: there is no such file.*looked for .*find-file-.*`weights`/);
      return true;
    });
  });

  it('gives the encoder of a file, or says that there is none', async () => {
    const path = join(spec, 'encoder.safetensors');
    const data = Float32Array.of(1);
    await writeSafetensors(
      path,
      new Map(['backbone.conv1.weight', 'backbone.layer1.0.conv1.weight'].map((name) => [name, { shape: [1], data }])),
    );
    const { weights: found, sha256 } = await loadEncoderFile(path);
    assert.deepEqual([...found.keys()], ['conv1.weight', 'layer1.0.conv1.weight']);
    assert.match(sha256, /^[0-9a-f]{64}$/);
    await writeSafetensors(path, new Map([['patch_embed.weight', { shape: [1], data }]]));
    await assert.rejects(loadEncoderFile(path), { code: 'no-encoder' });
  });
});
