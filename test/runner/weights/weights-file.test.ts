import assert from 'node:assert/strict';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadEncoderFile } from '../../../runner/weights/encoder-file';
import { locateWeights } from '../../../runner/weights/locate-checkpoint';
import { openWeights } from '../../../runner/weights/open-weights';
import { weightsFile } from '../../../runner/weights/weights-file';
import { unpackOfficialFiles } from './official-layouts';

describe('a TensorFlow checkpoint', () => {
  const { folder, files } = unpackOfficialFiles();
  const index = files['simclr-v1']!.file;
  const prefix = index.replace('.index', '');
  const own = join(folder, 'own');
  before(() => {
    for (const name of [index, `${prefix}.data-00000-of-00001`]) cpSync(join(folder, name), join(own, name));
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const [how, path] of [
    ['its .index', join(own, index)],
    ['what its files’ names begin with', join(own, prefix)],
    ['its folder', own],
  ] as const) {
    it(`is opened by ${how}`, async () => {
      const weights = await openWeights(path);
      weights.close();
      assert.deepEqual([weights.kind, weights.file], ['tensorflow-checkpoint', join(own, index)]);
      assert.deepEqual(await loadEncoderFile(path), await loadEncoderFile(join(folder, index)));
      assert.equal((await locateWeights('mine', path)).path, join(own, index));
    });
  }

  it('is asked for where a folder has two, or none', async () => {
    const several = { code: 'not-found', message: /2 TensorFlow checkpoints; name .* model\.ckpt-225206\.index, / };
    await assert.rejects(weightsFile(folder), several);
    mkdirSync(join(folder, 'none'));
    await assert.rejects(weightsFile(join(folder, 'none')), { code: 'not-found', message: /name the file of weights/ });
  });

  it('is none where nothing is, or a file that other files’ names begin with', async () => {
    assert.equal(await weightsFile(join(folder, 'model')), join(folder, 'model'));
    writeFileSync(join(own, prefix), 'a file');
    assert.equal(await weightsFile(join(own, prefix)), join(own, prefix));
  });
});
