import assert from 'node:assert/strict';
import { CATALOG_DATASETS, findCatalogDataset } from '../../catalog/datasets';
import type { Named } from '../../catalog/find-by-name';
import { CATALOG_INITIALIZATIONS, findCatalogInitialization } from '../../catalog/initializations';
import { findProtocol, PROTOCOLS } from '../../catalog/protocols';
import { CATALOG_TASKS, findCatalogTask } from '../../catalog/tasks';

describe('the catalog', () => {
  it('has the seven tasks, random and the 21 checkpoints of the benchmark', () => {
    assert.equal(CATALOG_TASKS.length, 7);
    assert.equal(CATALOG_INITIALIZATIONS.filter(({ files }) => files.length > 0).length, 21);
    assert.deepEqual(
      CATALOG_INITIALIZATIONS.filter(({ files }) => files.length === 0).map(({ name }) => name),
      ['random'],
    );
  });

  const kinds: readonly (readonly [string, readonly Named[], (name: string) => Named | null])[] = [
    ['task', CATALOG_TASKS, findCatalogTask],
    ['dataset', CATALOG_DATASETS, findCatalogDataset],
    ['initialization', CATALOG_INITIALIZATIONS, findCatalogInitialization],
    ['protocol', PROTOCOLS, findProtocol],
  ];
  for (const [kind, entries, find] of kinds) {
    it(`finds every ${kind} by each of its names, and nothing by others`, () => {
      for (const entry of entries) {
        for (const name of [entry.name, ...entry.aliases, entry.name.toUpperCase()])
          assert.equal(find(name), entry, name);
      }
      assert.equal(find('no such thing'), null);
    });
  }

  it('has the dataset of every task', () => {
    for (const { dataset } of CATALOG_TASKS) assert.equal(findCatalogDataset(dataset)?.name, dataset);
  });

  it('finds the names that the paper prints', () => {
    const printed = [
      'ImageNet->ChestX-ray14',
      'MoCo-v2',
      'DeepCluster-v2',
      'Barlow Twins',
      'InsDis',
      'SeLa-v2',
      'CheXpert',
    ];
    for (const name of printed) assert.notEqual(findCatalogInitialization(name), null, name);
  });

  it('tells the fourteen and the five classes of the thorax tasks', () => {
    assert.equal(findCatalogTask('DXC14')?.classes.length, 14);
    assert.equal(findCatalogTask('DXC5')?.classes.length, 5);
  });

  it('gives no two checkpoints the same official file', () => {
    const files = CATALOG_INITIALIZATIONS.flatMap(({ files }) => files.map(({ name }) => name));
    assert.equal(new Set(files).size, files.length);
  });
});

describe('protocols', () => {
  for (const protocol of PROTOCOLS) {
    const recipes = { ...protocol.tasks, classification: protocol.classification, segmentation: protocol.segmentation };

    it(`${protocol.name} says why for every value`, () => {
      const stated = [
        protocol.encoder,
        protocol.width,
        ...Object.values(recipes).flatMap((recipe) => Object.values(recipe)),
      ];
      for (const { because } of stated) assert.match(because, /^[A-Z].*\.$/);
    });

    it(`${protocol.name} sets nothing for segmentation that only classification has`, () => {
      const { segmentation } = protocol;
      assert.equal(segmentation.imageSize.value % 32, 0);
      assert.notEqual(segmentation.augmentation.value, 'crop-flip-rotate');
      assert.notEqual(protocol.classification.augmentation.value, 'intensity-distortion-crop');
      assert.notEqual(protocol.pretraining.augmentation.value, 'intensity-distortion-crop');
      assert.equal(segmentation.testTimeAugmentation.value, 'none');
      assert.equal(protocol.classification.loss.value, 'binary-cross-entropy');
      assert.equal(protocol.pretraining.loss.value, 'binary-cross-entropy');
    });

    it(`${protocol.name} changes only tasks that the catalog has`, () => {
      for (const code of Object.keys(protocol.tasks)) assert.equal(findCatalogTask(code)?.name, code);
    });
  }
});
