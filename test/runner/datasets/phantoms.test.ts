import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { decodeImage } from '../../../runner/datasets/decode';
import { toRgb } from '../../../runner/datasets/grey-to-rgb';
import { maskFiles } from '../../../runner/datasets/mask-source';
import { openDataset } from '../../../runner/datasets/open-dataset';
import { drawPhantoms } from '../../../runner/datasets/phantom/draw-phantoms';
import type { DatasetLayout, PhantomKind } from '../../../spec/spec';
import { temporaryFolder } from './temporary-dataset';

type PhantomLayout = Extract<DatasetLayout, { layout: 'phantom' }>;

const phantom = (kind: PhantomKind, images: number, size = 64): PhantomLayout => ({
  layout: 'phantom',
  phantom: kind,
  images,
  size,
  seed: 1,
});

/**
 * SHA-256 over the names and decoded pixels of the first images, 64 pixels wide, seed 1: the same on every machine. Drawings that change
 * on purpose get a new DRAWING_VERSION, and new hashes from the failure of this test.
 */
const HASHES: Readonly<Record<PhantomKind, string>> = {
  textures: '441cd1b2af6760d1a0611a946af2708e89be334c0a7448e103c072b922317dcf',
  clinic: '414e5996bb5b3034d958a837d5364d83aaa744dc165aad1ae0d0c950dbd7d9e0',
  xray: '00e6f8ee6580e563402db402330673736e2863214f1de0e25a9ded1d017939bf',
  fundus: '1d8ddf0feeac706d14b26cc38b2afc731bbe948d081ea2d569bb5461b5fc19e0',
};

describe('phantoms', () => {
  let folder: string;
  before(async () => {
    folder = await temporaryFolder();
  });
  after(() => rm(folder, { recursive: true }));

  for (const [kind, expected] of Object.entries(HASHES) as [PhantomKind, string][]) {
    it(`of ${kind} have the same pixels everywhere`, async () => {
      const { root } = await drawPhantoms(phantom(kind, 12), folder);
      const hash = createHash('sha256');
      const files = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.png')).sort();
      for (const name of files) {
        const pixels = toRgb(await decodeImage(join(root, name)));
        assert.deepEqual([pixels.width, pixels.height], [64, 64]);
        hash.update(basename(name)).update(pixels.data);
      }
      assert.equal(hash.digest('hex'), expected);
    });
  }

  it('are drawn once', async () => {
    const { root } = await drawPhantoms(phantom('fundus', 3, 32), folder);
    const { mtimeMs } = await stat(root);
    await drawPhantoms(phantom('fundus', 3, 32), folder);
    assert.equal((await stat(root)).mtimeMs, mtimeMs);
  });

  it('may be drawn by two at once, and leave nothing else behind', async () => {
    const below = join(folder, 'race');
    const drawn = await Promise.all([1, 2, 3].map(() => drawPhantoms(phantom('xray', 10, 32), below)));
    assert.equal(new Set(drawn.map(({ root }) => root)).size, 1);
    assert.deepEqual(await readdir(below), [basename(drawn[0]!.root)]);
    assert.equal((await readdir(join(drawn[0]!.root, 'images'))).length, 10);
  });

  it('have coarse classes beside the fine ones', async () => {
    const { root } = await drawPhantoms(phantom('textures', 24, 32), folder);
    const rows = (await readFile(join(root, 'labels.csv'), 'utf8')).trim().split('\n');
    assert.equal(rows[0], 'image,coarse,fine');
    assert.equal(new Set(rows.slice(1).map((row) => row.split(',')[1])).size, 4);
    assert.equal(new Set(rows.slice(1).map((row) => row.split(',')[2])).size, 12);
  });

  const open = (layout: PhantomLayout, kind: 'classification' | 'segmentation') =>
    openDataset({ name: 'phantoms', split: null, ...layout }, kind, '', { phantomFolder: folder });

  it('are datasets with parts and, in the clinic, patients', async () => {
    const { classes, parts } = await open(phantom('clinic', 80, 32), 'classification');
    assert.deepEqual(classes, ['cardiomegaly', 'consolidation', 'exudates', 'haemorrhages', 'tortuosity']);
    assert.deepEqual([parts.train.length, parts.validation.length, parts.test.length], [56, 8, 16]);
    const patients = [parts.train, parts.validation, parts.test].map(
      (part) => new Set(part.map(({ group }) => group)).size,
    );
    assert.equal(
      patients.reduce((a, b) => a + b),
      40,
    );
    const vessels = await open(phantom('fundus', 20, 32), 'segmentation');
    assert.equal(vessels.parts.train.length, 14);
  });

  it('have vessels in some of the pixels of every mask', async () => {
    const { parts } = await open(phantom('fundus', 20, 64), 'segmentation');
    for (const { mask: source } of parts.train) {
      const [mask] = maskFiles(source);
      const { data } = await decodeImage(mask!);
      const share = data.filter((value) => value > 0).length / data.length;
      assert.ok(share > 0.03 && share < 0.3, `${mask}: ${share}`);
    }
  });
});
