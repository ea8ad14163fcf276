import { type Document, isMap, type Node } from 'yaml';
import { CORRECTIONS } from '../statistics/correction';
import { RUN_TESTS } from '../statistics/run-test';
import { MapReader, textOf } from './map-reader';
import { readLayout } from './read-layout';
import { readNetwork, readTraining } from './read-training';
import type { DatasetSyntax, InitializationSyntax, PhantomSyntax, SpecSyntax, TaskSyntax } from './syntax';
import { rangeOf, resolved } from './yaml-node';

/** Reads what can be read of a spec; entries without a name are left out. Never throws. */
export function readSyntax(document: Document): SpecSyntax {
  const spec = new MapReader(document.contents, document);
  const statistics = spec.map('statistics');
  return {
    name: spec.text('name'),
    protocol: spec.text('protocol'),
    network: readNetwork(spec.map('network')),
    training: readTraining(spec.map('training')),
    data: readData(spec.map('data')),
    weights: spec.text('weights'),
    normalisation: spec.choice('normalisation', ['protocol', 'checkpoint']),
    padding: spec.choice('padding', ['symmetric']),
    tasks: spec.list('tasks').flatMap((item) => readTask(item, document)),
    initializations: spec.list('initializations').flatMap((item) => readInitialization(item, document)),
    runs: spec.number('runs'),
    seed: spec.number('seed'),
    statistics: {
      test: statistics.choice('test', RUN_TESTS),
      compare: statistics.choice('compare', ['best', 'reference', 'all-pairs']),
      reference: statistics.text('reference'),
      alternative: statistics.choice('alternative', ['two-sided', 'less', 'greater']),
      alpha: statistics.number('alpha'),
      correction: statistics.choice('correction', CORRECTIONS),
      margin: statistics.number('margin') ?? statistics.none('margin'),
      ddof: statistics.choice('ddof', [0, 1]),
    },
  };
}

function readData(data: MapReader): DatasetSyntax[] {
  return data.keys().map((name) => {
    const map = data.map(name.value);
    return {
      name,
      root: data.text(name.value) ?? map.text('root'),
      layout: readLayout(map),
      phantom: readPhantom(map),
    };
  });
}

function readPhantom(map: MapReader): PhantomSyntax | null {
  const kind = map.choice('phantom', ['textures', 'clinic', 'xray', 'fundus']);
  if (kind === null) return null;
  const [images, size, seed] = [map.number('images'), map.number('size'), map.number('seed')];
  return { kind: kind.value, images: images?.value ?? null, size: size?.value ?? null, seed: seed?.value ?? null };
}

function readTask(item: Node, document: Document): TaskSyntax[] {
  const map = new MapReader(item, document);
  const name = nameOf(item, map, document);
  if (name === null) return [];
  return [
    {
      name,
      kind: map.choice('kind', ['classification', 'segmentation']),
      metric: map.choice('metric', ['auc', 'dice', 'dice-pooled']),
      data: map.text('data'),
      layout: readLayout(map),
      training: readTraining(map.map('training')),
      network: readNetwork(map.map('network')),
    },
  ];
}

function readInitialization(item: Node, document: Document): InitializationSyntax[] {
  const map = new MapReader(item, document);
  const name = nameOf(item, map, document);
  if (name === null) return [];
  const [written, nameKey] = [resolved(item, document), map.keyRange('name')];
  const pretrain = map.map('pretrain');
  return [
    {
      name,
      weights: map.text('weights'),
      pretrainedOn: map.textOrTexts('pretrained-on'),
      allowPartial: map.boolean('allow-partial')?.value ?? false,
      normalisation: map.choice('normalisation', ['protocol', 'checkpoint', 'imagenet', 'none']),
      padding: map.choice('padding', ['symmetric']),
      map: isMap(written) && nameKey ? { flow: written.flow ?? false, nameKey } : null,
      pretrain: map.has('pretrain')
        ? { from: pretrain.text('from'), on: pretrain.text('on'), training: readTraining(pretrain.map('training')) }
        : null,
    },
  ];
}

/** `- random` and `- name: random` name the same. */
function nameOf(item: Node, map: MapReader, document: Document) {
  if (isMap(resolved(item, document))) return map.text('name');
  const [value, range] = [textOf(item, document), rangeOf(item)];
  return value !== null && range !== null ? { value, range } : null;
}
