import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOG_INITIALIZATIONS } from '../../../catalog/initializations';
import type { WeightLayout } from '../../../catalog/weight-layout';
import { SIMCLR } from '../../../catalog/weight-layouts/simclr';
import { loadEncoderFile } from '../../../runner/weights/load-encoder-file';
import { mapEncoder } from '../../../runner/weights/map-encoder';
import { openWeights } from '../../../runner/weights/open-weights';
import { unpackGolden } from './golden-files';

interface Expected {
  readonly file: string;
  readonly tensors: Readonly<Record<string, { readonly shape: readonly number[]; readonly sha256: string }>>;
}

/** An .index lies in the folder that the catalog names. */
function declared(file: string): WeightLayout {
  const all = CATALOG_INITIALIZATIONS.flatMap(({ files }) => files);
  const found = file.endsWith('.index') ? SIMCLR : all.find(({ name }) => name === file)?.layout;
  if (found === undefined) throw new Error(`${file} is no file of the catalog.`);
  return found;
}

const folder = unpackGolden('layouts');
const { initializations } = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as {
  initializations: Record<string, Expected>;
};

describe('official layouts', () => {
  after(() => rmSync(folder, { recursive: true }));

  it('has a file for every initialization of the catalog', () => {
    const published = CATALOG_INITIALIZATIONS.map(({ name }) => name).filter((name) => name !== 'random');
    assert.deepEqual(
      published.filter((name) => initializations[name] === undefined),
      [],
    );
  });

  for (const [name, { file, tensors }] of Object.entries(initializations)) {
    it(`loads every tensor of ${name} (${file}) as PyTorch does`, async () => {
      // Once as the catalog declares it, once as its names look.
      for (const layout of [declared(file), null]) {
        const { weights, nonFinite } = await loadEncoderFile(join(folder, file), layout);
        const found = [...weights].map(([tensor, { shape, data }]) => {
          const sha256 = createHash('sha256').update(new Uint8Array(data.buffer)).digest('hex').slice(0, 16);
          return [tensor, { shape, sha256 }];
        });
        assert.deepEqual(Object.fromEntries(found), tensors);
        assert.deepEqual(nonFinite, []);
      }
    });

    it(`says why every other tensor of ${file} is left out, and finds it by the layout that is declared`, async () => {
      const opened = await openWeights(join(folder, file));
      try {
        const mapped = mapEncoder(opened.tensors, declared(file));
        assert.equal(mapped?.tensors.size, Object.keys(tensors).length);
        assert.equal(opened.within, declared(file).within);
        for (const { name, reason } of mapped.dropped) assert.notEqual(reason, 'no part of a ResNet encoder', name);
      } finally {
        opened.close();
      }
    });
  }
});
