import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openEngine } from '../../../runner/engines/open-engine';
import { StoreFolder } from '../../../runner/store/store-folder';
import { createLearner } from '../../../runner/training/create-learner';
import type { Learner } from '../../../runner/training/learner';
import { startWeights } from '../../../runner/training/start-weights';
import type { NamedTensor, NamedTensors } from '../../../runner/weights/named-tensors';
import { writeSafetensors } from '../../../runner/weights/safetensors';
import type { Work } from '../../../spec/cell';
import { makePlan } from '../../../spec/plan';
import { readSpec } from '../../../spec/read-spec';
import { bits, CLASSIFIER } from './learners';

/** The run of a spec with one initialization. */
function runFrom(initialization: object): Work {
  const spec = {
    network: CLASSIFIER.network,
    data: { images: { phantom: 'xray' } },
    tasks: [{ name: 'task', kind: 'classification', data: 'images' }],
    initializations: [initialization],
  };
  const read = readSpec(JSON.stringify(spec));
  assert.ok(read.spec, JSON.stringify(read));
  return makePlan(read.spec).cells[0]!;
}

describe('the weights that a run starts from', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'start-weights-'));
  const store = new StoreFolder(path.join(folder, 'store'));
  const file = path.join(folder, 'weights.safetensors');
  let learner: Learner;
  /** Another seed's, with running statistics that have seen data. */
  let trained: Map<string, NamedTensor>;
  before(async () => {
    const engine = await openEngine('wasm');
    learner = createLearner(engine, CLASSIFIER);
    const other = createLearner(engine, { ...CLASSIFIER, seed: 2 });
    trained = new Map(other.encoderWeights());
    other.dispose();
    for (const [name, { shape, data }] of trained)
      if (name.endsWith('.running_var')) trained.set(name, { shape, data: data.map(() => 0.25) });
  });
  beforeEach(() => learner.reset(1));
  after(() => {
    learner.dispose();
    rmSync(folder, { recursive: true });
  });

  const changed = (name: string, change: (tensor: NamedTensor) => NamedTensor): NamedTensors =>
    new Map(trained).set(name, change(trained.get(name)!));
  const without = (name: string): NamedTensors => new Map([...trained].filter(([other]) => other !== name));

  async function start(weights: NamedTensors, more: object = {}) {
    await writeSafetensors(file, weights);
    return startWeights(learner, runFrom({ name: 'file', weights: file, ...more }), store);
  }

  it('are a file’s, with a report of what was loaded and the proof that they are in', async () => {
    const head = { shape: [1], data: Float32Array.of(1) };
    const report = await start(new Map(trained).set('fc.bias', head));
    assert.deepEqual(bits(learner.encoderWeights()), bits(trained));
    const total = [...trained.values()].reduce((sum, { data }) => sum + data.length, 0);
    assert.deepEqual(report, {
      source: file,
      sha256: createHash('sha256').update(readFileSync(file)).digest('hex'),
      layout: "torchvision's names",
      loaded: total,
      total,
      dropped: ['fc.bias'],
      missing: [],
      mismatched: [],
      proof: { differing: 1, zeros: 0, batchNorm: { layers: 20, updated: 20, smallestVariance: 0.25 } },
    });
  });

  it('are shown to be none where the file has what was drawn anyway', async () => {
    const { proof } = (await start(learner.encoderWeights()))!;
    assert.deepEqual(proof, { differing: 0, zeros: 0, batchNorm: { layers: 20, updated: 0, smallestVariance: 1 } });
  });

  it('are whole, unless the spec allows a part; what is left out is random', async () => {
    const random = learner.encoderWeights().get('layer1.1.conv1.weight');
    const partial = without('layer1.1.conv1.weight');
    await assert.rejects(start(partial), /fills 99\.\d % of the encoder\. Missing: layer1\.1\.conv1\.weight\./);
    learner.reset(1);
    const report = await start(partial, { 'allow-partial': true });
    assert.deepEqual(report?.missing, ['layer1.1.conv1.weight']);
    assert.deepEqual(learner.encoderWeights().get('layer1.1.conv1.weight'), random);
    assert.deepEqual(learner.encoderWeights().get('layer1.0.conv1.weight'), trained.get('layer1.0.conv1.weight'));
  });

  it('are refused where they are of another network that has all names of this one, unless the spec allows a part', async () => {
    const tensor = { shape: [1], data: Float32Array.of(1) };
    for (const [foreign, more] of [
      [['layer1.2.conv1.weight'], ''],
      [['layer1.0.se.fc1.weight', 'layer1.0.se.fc1.bias', 'layer3.5.bn1.bias', 'layer3.6.bn1.bias'], ' and 1 more'],
    ] as const) {
      const other = new Map([...trained, ...foreign.map((name) => [name, tensor] as const)]);
      learner.reset(1);
      await assert.rejects(start(other), ({ message }: Error) => {
        const named = foreign.slice(0, 3).join(', ');
        assert.ok(
          message.includes(`another network than the spec's, whose encoder has no place for ${named}${more}. `),
        );
        return /network: \{encoder: \.\.\.\}.*allow-partial: true/.test(message);
      });
      learner.reset(1);
      const report = (await start(other, { 'allow-partial': true }))!;
      assert.deepEqual([report.loaded, report.dropped], [report.total, [...foreign]]);
    }
  });

  it('are refused where they are of another shape, infinite, or a variance is below zero', async () => {
    const other = changed('conv1.weight', ({ data }) => ({ shape: [data.length, 1, 1, 1], data }));
    await assert.rejects(start(other), /Of another shape: conv1\.weight \[1176,1,1,1\] for \[8,3,7,7\]/);
    const infinite = changed('layer4.1.bn2.bias', ({ shape, data }) => ({ shape, data: data.map(() => Infinity) }));
    await assert.rejects(start(infinite), /numbers in layer4\.1\.bn2\.bias are infinite or none/);
    const negative = changed('bn1.running_var', ({ shape, data }) => ({ shape, data: data.map(() => -1) }));
    await assert.rejects(start(negative), /variances in bn1\.running_var are below zero/);
  });

  it('are refused where a file goes by the name of an official one and its hash is another', async () => {
    const official = path.join(folder, 'resnet50-19c8e357.pth');
    await writeSafetensors(official, trained);
    const { job, ...work } = runFrom({ name: 'file', weights: official });
    const from = (file: string): Work => ({
      ...work,
      job: { ...job, initialization: { source: 'file', file, allowPartial: false } },
    });
    const start = createHash('sha256').update(readFileSync(official)).digest('hex').slice(0, 8);
    const expected = new RegExp(`begins with 19c8e357; this one's begins with ${start}.*weights: FILE`);
    await assert.rejects(startWeights(learner, from('imagenet'), store), expected);
    assert.equal((await startWeights(learner, from(official), store))?.source, official);
  });

  it('are those of a pre-training of the same spec', async () => {
    const work = runFrom({ name: 'upstream', pretrain: { from: 'random', on: 'images', method: 'supervised' } });
    const { initialization } = work.job;
    assert.equal(initialization.source, 'pretrain');
    const { root, encoder } = store.cell(initialization.node);
    mkdirSync(root, { recursive: true });
    await writeSafetensors(encoder, trained);
    const report = await startWeights(learner, work, store);
    assert.deepEqual([report?.source, report?.layout, report?.missing], [encoder, 'pre-trained here', []]);
    assert.deepEqual(bits(learner.encoderWeights()), bits(trained));
  });

  it('are drawn where the initialization is random', async () => {
    assert.equal(await startWeights(learner, runFrom({ name: 'random' }), store), null);
    assert.notDeepEqual(bits(learner.encoderWeights()), bits(trained));
  });
});
