import assert from 'node:assert/strict';
import { aboutInitialization } from '../../catalog/about-initialization';
import { CATALOG_DATASETS, findCatalogDataset, UPSTREAM_DATASETS } from '../../catalog/datasets';
import { paddingText } from '../../catalog/expected-input';
import type { Named } from '../../catalog/find-by-name';
import { CATALOG_INITIALIZATIONS, findCatalogInitialization } from '../../catalog/initializations';
import { findProtocol, PROTOCOLS } from '../../catalog/protocols';
import { CATALOG_TASKS, findCatalogTask } from '../../catalog/tasks';
import { schema, shapesOf } from '../../spec/schema';

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

  it('knows every dataset that a checkpoint has seen, and the schema names those of photographs', () => {
    const upstream = UPSTREAM_DATASETS.map(({ name }) => name);
    for (const { pretrainedOn } of CATALOG_INITIALIZATIONS) {
      for (const name of pretrainedOn)
        assert.ok(findCatalogDataset(name)?.name === name || upstream.includes(name), name);
    }
    const named = shapesOf(schema.$defs!['seen-dataset']!).flatMap((shape) => shape.const ?? []);
    assert.deepEqual(named, upstream);
  });

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

  for (const entry of CATALOG_INITIALIZATIONS.filter(({ files }) => files.length > 0)) {
    it(`says of ${entry.name} where it comes from, under which licence, what it saw and what it expects`, () => {
      const facts = new Map(aboutInitialization(entry).map(({ title, text }) => [title, text]));
      for (const title of ['File', 'From', 'Licence', 'Paper', 'Pre-trained on', 'Expects'])
        assert.ok(facts.get(title), title);
      assert.match(entry.paper, /^\d{4}\.\d{5}$/);
      assert.match(facts.get('Expects')!, /^RGB, values in \[0, 1\], (less ImageNet’s mean|not normalised)/);
      if (entry.licence === null) assert.equal(facts.get('Licence'), 'not stated');
      assert.match(entry.doubt ?? '.', /\.$/);
    });
  }

  it('knows which three were trained with other paddings, and which two without normalisation', () => {
    const other = CATALOG_INITIALIZATIONS.filter(({ input }) => paddingText(input) !== null);
    assert.deepEqual(
      other.map(({ name, input }) => [name, input.padding, input.normalisation]),
      [
        ['simclr-v1', 'tensorflow-pooling', 'none'],
        ['simclr-v2', 'tensorflow-pooling', 'none'],
        ['byol', 'tensorflow', 'imagenet'],
      ],
    );
    assert.equal(CATALOG_INITIALIZATIONS.filter(({ input }) => input.normalisation === 'none').length, 2);
  });

  it('says what is not known rather than leaving it out', () => {
    const doubtOf = (name: string) => findCatalogInitialization(name)?.doubt ?? '';
    for (const name of ['insdis', 'pirl', 'infomin']) assert.match(doubtOf(name), /BSD-2-Clause.* is not said/);
    assert.match(doubtOf('simclr-v2'), /key names are read off the script/);
    for (const name of ['chestxray14', 'imagenet-chexpert']) assert.match(doubtOf(name), /normalises/);
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
      assert.notEqual(segmentation.augmentation.value.kind, 'crop-flip-rotate');
      assert.notEqual(protocol.classification.augmentation.value.kind, 'intensity-distortion-crop');
      assert.notEqual(protocol.pretraining.augmentation.value.kind, 'intensity-distortion-crop');
      assert.equal(segmentation.testTimeAugmentation.value, 'none');
      assert.equal(protocol.classification.loss.value.kind, 'binary-cross-entropy');
      assert.equal(protocol.pretraining.loss.value.kind, 'binary-cross-entropy');
    });

    it(`${protocol.name} changes only tasks that the catalog has`, () => {
      for (const code of Object.keys(protocol.tasks)) assert.equal(findCatalogTask(code)?.name, code);
    });
  }
});
