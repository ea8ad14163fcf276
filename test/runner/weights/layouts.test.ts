import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOG_INITIALIZATIONS } from '../../../catalog/initializations';
import { reusedMemory } from '../../../runner/weights/byte-source';
import { loadEncoderFile, openEncoderFile } from '../../../runner/weights/encoder-file';
import { findLayout } from '../../../runner/weights/find-layout';
import { mapEncoder } from '../../../runner/weights/map-encoder';
import { openWeights } from '../../../runner/weights/open-weights';
import type { LazyTensor } from '../../../runner/weights/tensor-entry';
import { declaredLayout, fingerprints, unpackOfficialFiles } from './official-layouts';

const { folder, files } = unpackOfficialFiles();

describe('findLayout', () => {
  it('finds none where only the encoder is named so', () => {
    const tensors: LazyTensor[] = [];
    assert.equal(findLayout({ within: null, tensors }, { kind: 'torchvision', prefix: 'module.' }), null);
  });
});

describe('official layouts', () => {
  after(() => rmSync(folder, { recursive: true }));

  it('has a file for every initialization of the catalog', () => {
    const published = CATALOG_INITIALIZATIONS.map(({ name }) => name).filter((name) => name !== 'random');
    assert.deepEqual(
      published.filter((name) => files[name] === undefined),
      [],
    );
  });

  for (const [name, { file, tensors }] of Object.entries(files)) {
    it(`loads every tensor of ${name} (${file}) as PyTorch does`, async () => {
      // Once as the catalog declares it, once as its names look.
      for (const layout of [declaredLayout(file), null])
        assert.deepEqual(fingerprints((await loadEncoderFile(join(folder, file), layout)).tensors), tensors);
    });

    it(`loads the same from ${file} in memory that is used again and again`, async () => {
      const opened = await openEncoderFile(join(folder, file));
      try {
        let found = {};
        for (const each of opened.weights(reusedMemory())) found = { ...found, ...fingerprints(new Map([each])) };
        assert.deepEqual(found, tensors);
      } finally {
        opened.close();
      }
    });

    it(`says why every other tensor of ${file} is left out, and finds it by the layout that is declared`, async () => {
      const opened = await openWeights(join(folder, file));
      try {
        const mapped = mapEncoder(opened.tensors, declaredLayout(file));
        assert.equal(mapped?.tensors.size, Object.keys(tensors).length);
        assert.deepEqual([opened.within, mapped.foreign], [declaredLayout(file).within, []]);
        // Whatever the file is called; an encoder alone is anyone's.
        const alone = mapped.dropped.every(({ name }) => name.endsWith('.num_batches_tracked'));
        assert.equal(findLayout(opened, mapped.naming)?.title, alone ? undefined : declaredLayout(file).title);
        for (const { name, reason } of mapped.dropped) assert.notEqual(reason, 'no part of a ResNet encoder', name);
      } finally {
        opened.close();
      }
    });
  }
});
