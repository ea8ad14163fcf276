import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { TableRecord } from '../../results/formats/records';
import { openEngine } from '../../runner/engines/open-engine';
import { createLearner } from '../../runner/training/create-learner';
import type { NamedTensor, NamedTensors } from '../../runner/weights/named-tensors';
import { writeSafetensors } from '../../runner/weights/safetensors';
import { writePth } from '../../runner/weights/write-pth';
import { CLASSIFIER } from '../runner/training/learners';
import { specFolder, warmstart } from './process';

const SPEC = `name: three files
protocol: quick
network: {encoder: resnet18, width: 8}
data:
  x-rays: {phantom: xray, images: 32, size: 32, seed: 3}
  textures: {phantom: textures, images: 48, size: 32, seed: 1}
  shapes: {phantom: fundus, images: 20, size: 32, seed: 3}
training: {image-size: 32, batch-size: 8, epochs: 1}
tasks:
  - {name: nodules, kind: classification, data: x-rays}
  - {name: vessels, kind: segmentation, data: shapes}
initializations:
  - random
  - {name: whole, weights: whole.pth}
  - {name: part, weights: part.safetensors, allow-partial: true}
  - {name: untrained, weights: untrained.safetensors}
  - {name: further, pretrain: {from: part, on: textures, method: supervised, training: {image-size: 32, epochs: 1}}}
runs: 1
`;

describe('the table of a spec with three checkpoints', function () {
  this.timeout(120_000);
  const { spec, folder } = specFolder(SPEC);
  const at = (name: string) => path.join(folder, name);
  let [ran, json]: [string, TableRecord[]] = ['', []];
  const table = async (...more: string[]) => (await warmstart('table', spec, ...more)).stdout;

  before(async () => {
    const learner = createLearner(await openEngine('wasm'), { ...CLASSIFIER, seed: 2 });
    const fresh = learner.encoderWeights();
    learner.dispose();
    await writePth(at('whole.pth'), trained(fresh));
    await writeSafetensors(
      at('part.safetensors'),
      new Map([...trained(fresh)].filter(([name]) => !/layer4/.test(name))),
    );
    const zero = { shape: [8, 3, 7, 7], data: new Float32Array(8 * 3 * 49) };
    await writeSafetensors(at('untrained.safetensors'), new Map(fresh).set('conv1.weight', zero));
    const { code, stdout, stderr } = await warmstart('run', spec, '--engine', 'wasm');
    assert.equal(code, 0, stderr);
    ran = stdout;
    json = JSON.parse(await table('--format', 'json'));
  });

  function trained(weights: NamedTensors): Map<string, NamedTensor> {
    return new Map(
      [...weights].map(([name, { shape, data }]) => [
        name,
        { shape, data: name.endsWith('.running_var') ? data.map(() => 0.25) : data },
      ]),
    );
  }

  const record = (task: string, initialization: string) =>
    json.find((one) => one.task === task && one.initialization === initialization)!;
  const sha256 = (name: string) =>
    createHash('sha256')
      .update(readFileSync(at(name)))
      .digest('hex');

  it('has the proof of each in JSON', () => {
    assert.deepEqual(record('nodules', 'random').weights, []);
    const [whole, part, untrained] = ['whole', 'part', 'untrained'].map((name) => record('vessels', name).weights[0]!);
    const { file, loaded, total, layout, differing, batchNorm, warnings } = whole!;
    assert.deepEqual([file, loaded, layout, differing, warnings], ['whole.pth', total, "torchvision's names", 1, []]);
    assert.deepEqual(batchNorm, { layers: 20, updated: 20, smallestVariance: 0.25 });
    assert.equal(whole!.sha256, sha256('whole.pth'));
    assert.equal(record('nodules', 'further').pretraining[0]!.sha256, sha256('part.safetensors'));
    assert.deepEqual(record('nodules', 'whole').pretraining, []);
    assert.ok(part!.loaded < part!.total);
    assert.equal(untrained!.sha256, sha256('untrained.safetensors'));
    assert.deepEqual(untrained!.warnings, ['every filter of 1 convolution is zero', 'batch norm never updated']);
  });

  it('has the proof of each below the text, with marks for what was loaded in part and warnings of what was not trained', async () => {
    const text = await table();
    const share = String.raw`2\d(\.\d)? %`;
    assert.match(
      text,
      new RegExp(
        `^whole +100 % +100 % +20 of 20 +${sha256('whole.pth').slice(0, 8)} +whole.pth, torchvision's names$`,
        'm',
      ),
    );
    assert.match(text, new RegExp(`^part +${share} +100 % +15 of 15 +\\w{8} +part.safetensors`, 'm'));
    assert.match(text, new RegExp(`^further, pre-training +${share} .*part.safetensors`, 'm'));
    assert.match(text, /^further +100 % .*encoder.safetensors, pre-trained here$/m);
    assert.match(text, /^part .*°¶ .*°¶$/m);
    assert.match(text, /¶ weights loaded in\s+part\s+\(allow-partial\), the rest at random/);
    const warning =
      /Warning: untrained .*: every filter of 1 convolution is\s+zero;\s+batch\s+norm\s+never\s+updated\./g;
    assert.equal(text.match(warning)?.length, 1);
    assert.equal(ran.match(warning)?.length, 2, 'once as it was loaded, once with the table');
    assert.equal((await warmstart('status', spec)).stdout.match(warning)?.length, 1);
  });

  it('has proof, mark and warnings in every other form', async () => {
    for (const format of ['markdown', 'latex', 'html', 'csv']) {
      const text = await table('--format', format);
      for (const name of ['whole.pth', 'part.safetensors', 'untrained.safetensors'])
        assert.ok(text.includes(sha256(name).slice(0, 8)), `${name} in ${format}`);
      assert.match(text, /batch norm never updated/, format);
      if (format !== 'csv') assert.match(text, /allow-partial/, format);
    }
  });

  it('tells the split, and both kinds of Dice, of every cell', () => {
    for (const one of json) {
      assert.match(one.splitHash!, /^[0-9a-f]{64}$/);
      assert.equal(one.leftOut, 0);
    }
    assert.equal(record('nodules', 'whole').dice, null);
    const { dice, values } = record('vessels', 'whole');
    assert.equal(dice?.pooled.length, 1);
    assert.ok(values[0] === dice!.perImage[0] || values[0] === dice!.pooled[0]);
  });

  it('has the proof as it is loaded, among the lines of a run in JSON', async () => {
    const only = ['--only', 'nodules/untrained/1', '--engine', 'wasm', '--fresh', '--json'];
    const lines = (await warmstart('run', spec, ...only)).stdout.trim().split('\n');
    const told = lines.map((line) => JSON.parse(line)).filter(({ type }) => type === 'weights');
    assert.deepEqual(
      told.map((one) => [one.initialization, one.sha256, one.warnings.length]),
      [['untrained', sha256('untrained.safetensors'), 2]],
    );
  });
});
