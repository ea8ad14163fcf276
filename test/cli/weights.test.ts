import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StoreFolder } from '../../runner/store/store-folder';
import { inspectWeights, type WeightsSummary } from '../../runner/weights/inspect-weights';
import { type EncoderName, encoderShapes } from '../../runner/weights/naming/encoder-names';
import { readSafetensors, writeSafetensors } from '../../runner/weights/safetensors';
import { countOf } from '../../runner/weights/strided';
import { peerPython } from '../../scripts/set-up/peer.mjs';
import { call, dict, pickle, pytorchFile, SETITEM, tensor, text } from '../runner/weights/assemble';
import { type Fingerprints, unpackOfficialFiles } from '../runner/weights/official-layouts';
import { smallSpec, specFolder, warmstart } from './process';

/** MoCo-v2's official layout at a 32nd of its width, written by PyTorch (test/runner/weights/golden/make_layouts.py). */
const MOCO = 'moco_v2_800ep_pretrain.pth.tar';
const PCL = 'PCL_v2_epoch200.pth.tar';

describe('weights on the command line', function () {
  this.timeout(120_000);
  const { folder, files } = unpackOfficialFiles();
  const file = path.join(folder, MOCO);
  const encoder = files['moco-v2']!.tensors;
  after(() => rmSync(folder, { recursive: true }));

  async function tensorsOf(file: string): Promise<Fingerprints> {
    const { tensors } = await inspectWeights(file, { hash: true });
    return Object.fromEntries(
      tensors.map(({ name, shape, sha256 }) => [name, { shape, sha256: sha256!.slice(0, 16) }]),
    );
  }

  async function exported(...words: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await warmstart('weights', 'export', ...words);
    assert.equal(code, 0, stderr);
    return stdout.trim();
  }

  it('lists the published checkpoints with what is known of them, and what is not', async () => {
    const { code, stdout } = await warmstart('weights', 'list');
    assert.equal(code, 0);
    const [byol] = stdout.split('\n\n').filter((paragraph) => paragraph.startsWith('byol: '));
    assert.match(byol!, /File: pretrain_res50x1\.pkl\n.*\n {2}Licence: Apache-2\.0\n/);
    assert.match(byol!, /Trained with: TensorFlow’s padding \(SAME\)/);
    assert.equal(stdout.match(/Licence: not stated/g)?.length, 3);
    const { stdout: json } = await warmstart('weights', 'list', '--json');
    const listed = JSON.parse(json) as { name: string; input: unknown }[];
    assert.deepEqual(listed.find(({ name }) => name === 'simclr-v1')!.input, {
      colours: 'RGB',
      range: [0, 1],
      normalisation: 'none',
      padding: 'tensorflow-pooling',
    });
  });

  describe('inspect', () => {
    it('says what the file is, which encoder it fills, what is left out, and names every tensor', async () => {
      const { code, stdout } = await warmstart('weights', 'inspect', file);
      assert.equal(code, 0);
      const lines = stdout.trimEnd().split('\n');
      const blank = lines.indexOf('');
      const { tensors } = await inspectWeights(file);
      assert.deepEqual(lines.slice(0, 2), [
        file,
        `PyTorch before 1.6, ${(readFileSync(file).length / 1000).toFixed(1)} kB, ${tensors.length} tensors, state dict under "state_dict"`,
      ]);
      for (const line of [
        'epoch: 200, arch: resnet50',
        'Published under this name: moco-v2',
        '  Licence: CC-BY-NC-4.0',
        '  Expects: RGB, values in [0, 1], less ImageNet’s mean and divided by its standard deviation',
        'Fills 100 % of a resnet50 of width 2; torchvision\'s names behind "module.encoder_q."',
        'Left out: 2 × queue of negative examples',
      ])
        assert.ok(lines.slice(0, blank).includes(line), `${line}\nis not in\n${lines.slice(0, blank).join('\n')}`);
      assert.equal(lines.length - blank - 1, tensors.length);
      assert.match(stdout, /^module\.encoder_q\.conv1\.weight +float32 +\[2, 3, 7, 7\]$/m);
    });

    it('knows a published layout under another name', async () => {
      const renamed = path.join(folder, 'mine.pth');
      copyFileSync(file, renamed);
      const { stdout } = await warmstart('weights', 'inspect', renamed);
      assert.match(stdout, /^Its names are laid out as in MoCo: query encoder behind module\.encoder_q\./m);
    });

    it('gives the same as JSON, with the SHA-256 of every tensor where it is asked for', async () => {
      const { stdout } = await warmstart('weights', 'inspect', file, '--json', '--hash');
      const { tensors, ...summary } = JSON.parse(stdout) as WeightsSummary;
      assert.deepEqual(
        [summary.container, summary.within, summary.encoder?.share],
        ['pytorch-legacy', 'state_dict', 1],
      );
      for (const [name, { shape, sha256 }] of Object.entries(encoder)) {
        const found = tensors.find((tensor) => tensor.name === `module.encoder_q.${name}`);
        assert.deepEqual([found?.shape, found?.sha256?.slice(0, 16)], [shape, sha256], name);
      }
      const plain = await warmstart('weights', 'inspect', file, '--json');
      assert.ok((JSON.parse(plain.stdout) as WeightsSummary).tensors.every(({ sha256 }) => sha256 === undefined));
      const text = await warmstart('weights', 'inspect', file, '--hash');
      assert.match(
        text.stdout,
        new RegExp(`^module\\.encoder_q\\.conv1\\.weight .* ${encoder['conv1.weight']!.sha256}`, 'm'),
      );
    });

    it('says which ResNet it is, and that it is no resnet50', async () => {
      const weights = (network: EncoderName, more: string[] = []) =>
        new Map(
          [...encoderShapes(network, 1), ...more.map((name) => [name, [1]] as const)].map(([name, shape]) => [
            name,
            { shape, data: new Float32Array(countOf(shape)) },
          ]),
        );
      const file = path.join(folder, 'deep.safetensors');
      await writeSafetensors(file, weights('resnet101'));
      const deep = await warmstart('weights', 'inspect', file);
      assert.match(deep.stdout, /^Fills 100 % of a resnet101 of width 1, and is no resnet50; torchvision's names$/m);
      await writeSafetensors(file, weights('resnet50', ['layer1.0.se.fc1.weight']));
      const other = await warmstart('weights', 'inspect', file);
      assert.match(other.stdout, /^Is no resnet50: fills 100 % of a resnet50 of width 1; torchvision's names$/m);
      assert.match(other.stdout, /^In no resnet50: layer1\.0\.se\.fc1\.weight; its blocks are those of a resnet50$/m);
    });

    it('lists what is not read, and what it is', async () => {
      const file = path.join(folder, 'quantized.pth');
      const quantized = Buffer.concat([text('q'), call('torch._utils', '_rebuild_qtensor'), SETITEM]);
      writeFileSync(file, await pytorchFile(pickle(dict('a', tensor([4], [1])), quantized)));
      const { stdout } = await warmstart('weights', 'inspect', file);
      assert.match(stdout, /^a +float32 +\[4\]\n\nNot read:\nq +a quantized tensor\n$/m);
      const { stdout: json } = await warmstart('weights', 'inspect', file, '--json');
      assert.deepEqual((JSON.parse(json) as WeightsSummary).unread, [{ name: 'q', what: 'a quantized tensor' }]);
    });

    it('shows control characters and line breaks of names as text', async () => {
      const file = path.join(folder, 'forged.safetensors');
      const name = 'a\u001b[2Kb\nPublished under this name: moco-v2\u202e';
      await writeSafetensors(file, new Map([[name, { shape: [1], data: Float32Array.of(1) }]]));
      const { stdout } = await warmstart('weights', 'inspect', file);
      assert.match(stdout, /^a\\u001b\[2Kb\\u000aPublished under this name: moco-v2\\u202e +float32 +\[1\]$/m);
      const { stderr } = await warmstart('weights', 'export', file, '-o', path.join(folder, 'forged.pth'));
      assert.match(stderr, /^[^\p{Cc}\u202e]+a\\u001b\[2Kb\\u000aPublished[^\p{Cc}\u202e]+\n$/u);
    });

    it('says what a file is that is none, and ends with 1', async () => {
      const { code, stderr } = await warmstart('weights', 'inspect', path.join(folder, 'expected.json'));
      assert.equal(code, 1);
      assert.match(stderr, /expected\.json: this is text, not weights: "\{/);
    });
  });

  describe('export', () => {
    for (const ending of ['safetensors', 'pth']) {
      it(`writes the encoder of a checkpoint by torchvision’s names, as .${ending}`, async () => {
        const output = path.join(folder, `exported.${ending}`);
        assert.equal(await exported(file, '-o', output), output);
        assert.deepEqual(await tensorsOf(output), encoder);
      });
    }

    it('writes what PyTorch loads with weights_only=True', async function () {
      if (!existsSync(peerPython)) this.skip();
      const output = await exported(file, '-o', path.join(folder, 'for-pytorch.pth'));
      const program = `
import hashlib, json, sys, torch
loaded = torch.load(sys.argv[1], weights_only=True)
print(json.dumps({name: {"shape": list(tensor.shape), "sha256": hashlib.sha256(tensor.numpy().tobytes()).hexdigest()[:16]} for name, tensor in loaded.items()}))`;
      const { stdout, stderr } = spawnSync(peerPython, ['-c', program, output], { encoding: 'utf8' });
      assert.equal(stderr, '');
      assert.deepEqual(JSON.parse(stdout), encoder);
    });

    it('writes the network of a run at its best epoch, and the encoder of an initialization', async () => {
      const moco = `  - {name: moco, weights: ${JSON.stringify(file)}}\n`;
      const text = smallSpec({ epochs: 1, runs: 1 }).replace('  - random\n', `  - random\n${moco}`);
      const { spec, folder: beside } = specFolder(text);
      const output = (name: string) => path.join(beside, name);
      const early = await warmstart('weights', 'export', spec, 'nodules/random/1', '-o', output('early.pth'));
      assert.equal(early.code, 1);
      assert.match(early.stderr, /no weights of nodules\/random\/1 yet/);
      // Random and upstream, whose network is another than MoCo's.
      assert.equal((await warmstart('run', spec, '--only', '*/*m/1')).code, 0);

      const { stdout: plan } = await warmstart('plan', spec);
      const cell = (line: RegExp) => StoreFolder.beside(spec).cell(line.exec(plan)![1]!);
      for (const [wanted, kept] of [
        ['nodules/random/1', cell(/^(\w+) +nodules \/ random \/ 1$/m).best],
        ['upstream', cell(/^(\w+) +pre-training upstream/m).encoder],
      ] as const) {
        for (const name of ['exported.safetensors', 'exported.pth'])
          assert.deepEqual(await tensorsOf(await exported(spec, wanted, '-o', output(name))), await tensorsOf(kept));
      }
      assert.deepEqual(await tensorsOf(await exported(spec, 'moco', '-o', output('moco.pth'))), encoder);
    });

    it('finds a checkpoint of the catalog as a run does: in a folder below, and TensorFlow’s in its folder', async () => {
      const network = 'network: {encoder: resnet50, width: 64}';
      const text = smallSpec()
        .replace(/network: .*/, `${network}\nweights: w`)
        .replace('  - random\n', '  - random\n  - pcl-v2\n  - simclr-v1\n  - imagenet\n');
      const { spec, folder: beside } = specFolder(text);
      const below = path.join(beside, 'w/below');
      mkdirSync(below, { recursive: true });
      cpSync(path.join(folder, PCL), path.join(below, PCL));
      cpSync(path.join(folder, PCL), path.join(below, 'resnet50-19c8e357.pth'));
      const index = files['simclr-v1']!.file;
      for (const name of [index, index.replace('.index', '.data-00000-of-00001')])
        cpSync(path.join(folder, name), path.join(below, 'ResNet50_1x', name));
      for (const name of ['pcl-v2', 'simclr-v1']) {
        const output = await exported(spec, name, '-o', path.join(beside, `${name}.pth`));
        assert.deepEqual(await tensorsOf(output), files[name]!.tensors);
      }
      const other = await warmstart('weights', 'export', spec, 'imagenet', '-o', path.join(beside, 'imagenet.pth'));
      assert.equal(other.code, 1);
      assert.match(other.stderr, /has the name of an official file, whose SHA-256 begins with 19c8e357/);
    });

    it('says of a part of an encoder that it is one, and in the file', async () => {
      const whole = await exported(file, '-o', path.join(folder, 'whole.safetensors'));
      const { tensors } = await readSafetensors(whole);
      const part = path.join(folder, 'part.safetensors');
      await writeSafetensors(part, new Map([...tensors].filter(([name]) => !name.startsWith('layer4.'))));
      const output = path.join(folder, 'written.safetensors');
      const { code, stderr } = await warmstart('weights', 'export', part, '-o', output);
      assert.equal(code, 0);
      assert.match(
        stderr,
        /^Only a part of an encoder was written: [\d.]+ % of a resnet\d+\. Missing: layer4.* and \d+ more\./,
      );
      assert.match((await readSafetensors(output)).metadata.part ?? '', /% of a resnet/);
      assert.equal((await readSafetensors(whole)).metadata.part, undefined);
    });

    it('says what was left out of another network, and in the file', async () => {
      const whole = await exported(file, '-o', path.join(folder, 'whole.safetensors'));
      const { tensors } = await readSafetensors(whole);
      const other = path.join(folder, 'squeezed.safetensors');
      const squeeze = 'layer1.0.se.fc1.weight';
      await writeSafetensors(other, new Map([...tensors, [squeeze, { shape: [1], data: Float32Array.of(1) }]]));
      const { code, stdout, stderr } = await warmstart('weights', 'export', other, '-o', whole);
      assert.deepEqual([code, stdout.trim()], [0, whole]);
      assert.match(stderr, /^The file is of another network: .* left out: layer1\.0\.se\.fc1\.weight\.$/m);
      assert.equal((await readSafetensors(whole)).metadata['left-out'], squeeze);
      const deeper = path.join(folder, 'deeper.safetensors');
      await writeSafetensors(
        deeper,
        new Map([...tensors, ['layer1.3.bn1.bias', { shape: [1], data: Float32Array.of(1) }]]),
      );
      const written = await warmstart('weights', 'export', deeper, '-o', whole);
      assert.match(written.stderr, /^Written all the same, though no resnet50 has it: layer1\.3\.bn1\.bias\.$/m);
    });

    it('writes the encoder of a TensorFlow checkpoint that is named by its folder', async () => {
      const own = path.join(folder, 'tensorflow');
      const index = files['simclr-v1']!.file;
      for (const name of [index, index.replace('.index', '.data-00000-of-00001')])
        cpSync(path.join(folder, name), path.join(own, name));
      const output = await exported(own, '-o', path.join(folder, 'simclr.pth'));
      assert.deepEqual(await tensorsOf(output), files['simclr-v1']!.tensors);
    });

    it('refuses random weights, other words and other endings, and says what to say instead', async () => {
      const { spec, folder: beside } = specFolder(smallSpec());
      const output = path.join(beside, 'weights.pth');
      for (const [words, hint] of [
        [[spec, 'random', '-o', output], /drawn anew for every run.*Name a run/],
        [
          [spec, 'nodules/random/9', '-o', output],
          /neither an initialization \(random, upstream\) nor a run.*nodules\/random\/1/,
        ],
        [[file, '-o', path.join(beside, 'weights.onnx')], /FILE\.safetensors or FILE\.pth/],
        [[file], /-o is missing/],
      ] as const) {
        const { code, stderr } = await warmstart('weights', 'export', ...words);
        assert.equal(code, 2, stderr);
        assert.match(stderr, hint);
      }
      assert.equal(existsSync(output), false);
    });
  });

  it('takes inspect or export', async () => {
    assert.equal((await warmstart('weights')).code, 2);
    assert.match((await warmstart('weights', 'look')).stderr, /"weights look" is no command/);
  });
});
