import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openDataset } from '../../../runner/datasets/open-dataset';
import { prepare } from '../../../runner/datasets/prepare';
import { PreparedFile } from '../../../runner/datasets/prepared-file';
import { DataThreads } from '../../../runner/feeding/data-threads';
import type { DatasetIdentity } from '../../../spec/cell';
import { temporaryFolder } from './temporary-dataset';

/** Real datasets lie where WARMSTART_TEST_DATA says: DRIVE/ with its official folders, nih-thumbnails/ with class folders below parts. */
describe('real data', () => {
  const data = process.env.WARMSTART_TEST_DATA;
  const threads = new DataThreads(2);
  let folder: string;
  before(async () => {
    folder = await temporaryFolder();
  });
  after(async () => {
    await threads.dispose();
    await rm(folder, { recursive: true });
  });

  function rootOf(context: Mocha.Context, name: string): string {
    const root = join(data ?? '', name);
    if (data === undefined || !existsSync(root)) {
      console.log(`      set WARMSTART_TEST_DATA to a folder with ${name} to run this`);
      context.skip();
    }
    return root;
  }

  it('of DRIVE gives 18, 2 and 20 images with their vessels', async function () {
    const root = rootOf(this, 'DRIVE');
    const identity: DatasetIdentity = { name: 'drive', split: null, layout: 'drive' };
    const dataset = await openDataset(identity, 'segmentation', root, { phantomFolder: folder });
    const { train, validation, test } = dataset.parts;
    assert.deepEqual([train.length, validation.length, test.length], [18, 2, 20]);
    const prepared = await prepare(dataset, { imageSize: 128 }, folder, threads);
    const file = new PreparedFile(prepared.layout);
    for (const index of train.keys()) {
      const { data } = file.mask(prepared.rowOf('train', index));
      const share = data.reduce((sum, value) => sum + value, 0) / data.length;
      assert.ok(share > 0.05 && share < 0.2, `${share} of the pixels are vessels`);
    }
    file.close();
  });

  it('in class folders below train, valid and test keeps the parts', async function () {
    const root = rootOf(this, 'nih-thumbnails');
    const identity: DatasetIdentity = { name: 'thumbnails', split: null, layout: 'class-folders', classes: null };
    const { classes, parts } = await openDataset(identity, 'classification', root, { phantomFolder: folder });
    assert.deepEqual(classes, ['1_abnormal']);
    assert.deepEqual([parts.train.length, parts.validation.length, parts.test.length], [600, 200, 200]);
  });
});
