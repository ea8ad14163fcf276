import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOG_INITIALIZATIONS } from '../../../catalog/initializations';
import { loadEncoderFile } from '../../../runner/weights/load-encoder-file';
import { unpackGolden } from './golden-files';

interface Expected {
  readonly file: string;
  readonly tensors: Readonly<Record<string, { readonly shape: readonly number[]; readonly sha256: string }>>;
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
      const { weights, nonFinite } = await loadEncoderFile(join(folder, file));
      const found = [...weights].map(([tensor, { shape, data }]) => {
        const sha256 = createHash('sha256').update(new Uint8Array(data.buffer)).digest('hex').slice(0, 16);
        return [tensor, { shape, sha256 }];
      });
      assert.deepEqual(Object.fromEntries(found), tensors);
      assert.deepEqual(nonFinite, []);
    });
  }
});
