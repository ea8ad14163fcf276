import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { askOverCases } from '../../extension/cases-check';
import { StoreFolder } from '../../runner/store/store-folder';
import { CLI, finished, smallSpec, specFolder, start, untilTraining, warmstart } from './process';

describe('the command line', function () {
  this.timeout(120_000);

  it('ends with 2 and a hint where the words are wrong', async () => {
    for (const words of [
      ['nonsense'],
      ['run'],
      ['run', 'a', 'b'],
      ['run', 'a', '--engine', 'steam'],
      ['run', 'a', '--runners', '0'],
      ['run', 'a', '--runners', 'many'],
      ['table', 'a', '--format', 'pdf'],
      ['plan', 'a', '--bogus'],
      ['run', 'a', '--data', 'x'],
      ['score'],
      ['score', 'a', '--truth', 'b'],
    ]) {
      const { code, stderr } = await warmstart(...words);
      assert.equal(code, 2, words.join(' '));
      assert.match(stderr, /warmstart help/);
    }
  });

  it('checks a spec as file:line:column', async () => {
    const { spec } = specFolder(smallSpec().replace('runs: 2', 'rnus: 2'));
    const { code, stdout } = await warmstart('check', spec);
    assert.equal(code, 1);
    assert.match(stdout, /test\.warmstart\.yaml:16:1: error unknown-key/);
  });

  it('starts nothing for a spec with errors, and says where they are', async () => {
    const { spec, folder } = specFolder(smallSpec().replace('data: x-rays', 'data: y-rays'));
    const { code, stderr } = await warmstart('run', spec);
    assert.equal(code, 1);
    assert.match(stderr, /:10:11: error unknown-dataset/);
    assert.equal(existsSync(path.join(folder, '.warmstart')), false);
  });

  it('prints one JSON object a line and nothing else, cells last', async () => {
    const { spec, folder } = specFolder(smallSpec({ epochs: 2, runs: 2 }));
    const { code, stdout } = await warmstart('run', spec, '--json');
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.equal(code, 0);
    const cells = lines.filter(({ type }) => type === 'cell');
    assert.equal(cells.length, 2);
    for (const { mean, sd, n, state } of cells) {
      assert.ok(typeof mean === 'number' && mean >= 0 && mean <= 1);
      assert.equal(typeof sd, 'number');
      assert.deepEqual([n, state], [2, 'complete']);
    }

    const table = await warmstart('table', spec, '--format', 'json');
    const records = JSON.parse(table.stdout) as Record<string, unknown>[];
    for (const record of records) {
      for (const key of ['task', 'initialization', 'mean', 'sd', 'n', 'state', 'mark', 'p'])
        assert.ok(key in record, key);
    }

    const html = path.join(folder, 'report.html');
    assert.equal((await warmstart('report', spec, '-o', html)).code, 0);
    assert.match(readFileSync(html, 'utf8'), /<h3>Over test cases<\/h3>[\s\S]*From 12 test images\./);
    const scores = await warmstart('score', spec);
    assert.match(scores.stdout, /^nodules\n\nInitialization +AUC, mean over runs +95 % by bootstrap +95 % by DeLong/);
    assert.match(scores.stdout, /\nupstream +\d+\.\d\d +\d+\.\d\d to \d+\.\d\d/);
    const judged = await askOverCases({ file: spec, store: StoreFolder.beside(spec) }, CLI);
    assert.deepEqual(
      judged.map(({ task, verdict }) => [task, Array.isArray(verdict)]),
      [['nodules', true]],
    );

    const again = await warmstart('run', spec, '--json');
    assert.equal(again.code, 0);
    assert.doesNotMatch(again.stdout, /"type":"epoch"/, 'finished cells are kept');

    const status = await warmstart('status', spec);
    assert.match(status.stdout, /4 of 4 runs done/);
    assert.match((await warmstart('stop', spec)).stdout, /No runner/);
  });

  it('runs the other cells when a data set cannot be used, and says what to mend', async () => {
    const extra = `  - name: broken
    kind: classification
    data: pictures
    layout: class-folders
    training: {image-size: 32, batch-size: 8, epochs: 2}
`;
    const { spec, folder } = specFolder(
      smallSpec({ epochs: 2, runs: 2, extra }).replace('data:', 'data:\n  pictures: folders'),
    );
    for (const name of ['ill', 'well']) {
      mkdirSync(path.join(folder, 'folders', name), { recursive: true });
      for (let index = 0; index < 8; index++) {
        const image = sharp({
          create: { width: 40, height: 40, channels: 3, background: { r: index * 20, g: 80, b: 90 } },
        });
        await image.png().toFile(path.join(folder, 'folders', name, `${index}.png`));
      }
    }
    const truncated = path.join(folder, 'folders/ill/3.png');
    writeFileSync(truncated, readFileSync(truncated).subarray(0, 60));
    const { code, stderr } = await warmstart('run', spec);
    assert.equal(code, 1);
    assert.match(stderr, /3\.png/);
    const { stdout: status } = await warmstart('status', spec);
    assert.match(status, /^failed +broken, random, run 1\nfailed +broken, random, run 2\n/m);
    assert.equal(status.match(/3\.png: it is damaged/g)?.length, 1, 'a reason is told once');
    assert.match(status, /^Failed: broken, random, run 1 and 3 more: /m);
    const records = JSON.parse((await warmstart('table', spec, '--format', 'json')).stdout) as {
      task: string;
      state: string;
    }[];
    assert.deepEqual(
      records.map(({ task, state }) => `${task} ${state}`),
      ['nodules complete', 'nodules complete', 'broken failed', 'broken failed'],
    );
  });

  it('tells which images it left out, and checks data as it trains on them', async () => {
    const { spec, folder } = specFolder(
      `protocol: quick
network: {encoder: resnet18, width: 8}
data: {pictures: {root: folders, on-problem: leave-out}}
tasks: [{name: pictures, kind: classification, data: pictures, training: {image-size: 32, batch-size: 8, epochs: 1}}]
initializations: [random]
runs: 1
`,
    );
    for (const name of ['ill', 'well']) {
      mkdirSync(path.join(folder, 'folders', name), { recursive: true });
      for (let index = 0; index < 8; index++) {
        const create = { width: 40, height: 40, channels: 3, background: { r: index * 20, g: 80, b: 90 } } as const;
        await sharp({ create })
          .png()
          .toFile(path.join(folder, 'folders', name, `${index}.png`));
      }
    }
    writeFileSync(path.join(folder, 'folders/ill/3.png'), 'no image');
    const { code, stdout } = await warmstart('run', spec);
    assert.equal(code, 0);
    assert.match(stdout, /^Left out of pictures, as the spec allows: 1 image with problems\.\n {2}\S+ill\/3\.png: /m);
    assert.match((await warmstart('status', spec)).stdout, /^Left out of pictures, as the spec allows: 1 image /m);
    assert.match(
      (await warmstart('table', spec)).stdout,
      /Left out for their problems, as the spec\s+allows: 1 image of\s+pictures\./,
    );
    const again = await warmstart('run', spec, '--json');
    const cells = again.stdout.split('\n').filter((line) => line.includes('"type":"cell"'));
    assert.deepEqual(
      cells.map((line) => JSON.parse(line).leftOut),
      [1],
    );
    const checked = await warmstart('data', 'check', spec);
    assert.equal(checked.code, 0, 'what is left out fails nothing');
    assert.match(checked.stdout, /^Problem: \S+ill\/3\.png: /m);
    assert.match(checked.stdout, /^1 image is left out, as the spec allows\.$/m);
    const html = path.join(folder, 'report.html');
    await warmstart('report', spec, '-o', html);
    const split = /^Split ([0-9a-f]{16}), unless --deep finds more to leave out\.$/m.exec(checked.stdout)?.[1];
    assert.ok(split !== undefined && readFileSync(html, 'utf8').includes(split), 'the split of the results');
  });

  it('tells patients that are in two of the given parts, and trains all the same', async () => {
    const { spec, folder } = specFolder(
      `protocol: quick
network: {encoder: resnet18, width: 8}
data: {pictures: {root: folders, split: {parts: given, group-by: '(p[0-9]+)_'}}}
tasks: [{name: pictures, kind: classification, data: pictures, training: {image-size: 32, batch-size: 8, epochs: 1}}]
initializations: [random]
runs: 1
`,
    );
    for (const [index, part] of ['train', 'train', 'train', 'train', 'val', 'val', 'test', 'test'].entries()) {
      for (const name of ['ill', 'well']) {
        const patient = `p${index === 7 ? 0 : index}${name === 'ill' ? 0 : 1}`;
        const create = { width: 40, height: 40, channels: 3, background: { r: index * 20, g: 80, b: 90 } } as const;
        const file = path.join(folder, 'folders', part, name, `${patient}_${index}.png`);
        mkdirSync(path.dirname(file), { recursive: true });
        await sharp({ create }).png().toFile(file);
      }
    }
    const { code, stdout } = await warmstart('run', spec);
    assert.equal(code, 0);
    const told = /2 patients are in two parts: p00 \(train and test\), p01 \(train and test\)\. 2 of the 4 test images/;
    assert.match(stdout, new RegExp(`^Warning about pictures: ${told.source}`, 'm'));
    assert.match(
      stdout,
      /Patients\s+in\s+two\s+parts,\s+so\s+that\s+scores\s+may\s+be\s+too\s+good:\s+2\s+of\s+pictures\s+\(2\s+test\s+images\)\./,
    );
    const checked = await warmstart('data', 'check', spec);
    assert.equal(checked.code, 0);
    assert.match(checked.stdout, new RegExp(`^Warning: ${told.source}`, 'm'));
    const html = path.join(folder, 'report.html');
    await warmstart('report', spec, '-o', html);
    assert.match(readFileSync(html, 'utf8'), told);
  });

  it('starts nothing where --only picks nothing, and says how runs are called', async () => {
    const { spec, folder } = specFolder(smallSpec());
    const { code, stderr } = await warmstart('run', spec, '--only', 'nodule');
    assert.equal(code, 2);
    assert.match(stderr, /"nodules\/random\/1"/);
    assert.equal(existsSync(path.join(folder, '.warmstart')), false);
  });

  it('runs what --only picks, and leaves the rest', async () => {
    const { spec } = specFolder(smallSpec({ epochs: 1 }));
    assert.equal((await warmstart('run', spec, '--only', '*/random/2')).code, 0);
    const { stdout } = await warmstart('status', spec);
    assert.match(stdout, /waiting +pre-training upstream/);
    assert.match(stdout, /waiting +nodules, random, run 1/);
    assert.match(stdout, /finished +nodules, random, run 2: [\d.]+ %/);
  });

  for (const [name, ask] of [
    ['by Ctrl-C', (run: ChildProcess) => Promise.resolve(run.kill('SIGINT'))],
    ['by another terminal', (_: ChildProcess, spec: string) => warmstart('stop', spec)],
  ] as const) {
    it(`ends with 130 when stopped ${name}, and goes on when run again`, async () => {
      const { spec } = specFolder(smallSpec({ epochs: 25, runs: 1 }));
      const run = start('run', spec, '--only', '*/random/1');
      const end = finished(run);
      await untilTraining(spec);
      await ask(run, spec);
      const { code, stderr } = await end;
      assert.equal(code, 130);
      assert.match(stderr, /Stopped; run again to go on/);
      assert.match((await warmstart('status', spec)).stdout, /(stopped|waiting) +nodules, random/);
      const again = await warmstart('run', spec, '--only', '*/random/1');
      assert.equal(again.code, 0);
      assert.ok(!again.stdout.includes('\u001b'), 'no escapes outside a terminal');
    });
  }

  it('names the class folder that has too few images', async () => {
    const { spec, folder } = specFolder(`protocol: quick
data: {pictures: pictures}
tasks:
  - {name: illness, kind: classification, data: pictures, layout: class-folders}
initializations: [random]
runs: 1
`);
    const image = sharp({ create: { width: 40, height: 40, channels: 3, background: '#405060' } }).png();
    for (const file of ['ill/1.png', ...Array.from({ length: 9 }, (_, index) => `well/${index}.png`)]) {
      mkdirSync(path.dirname(path.join(folder, 'pictures', file)), { recursive: true });
      await image.toFile(path.join(folder, 'pictures', file));
    }
    const { code, stderr } = await warmstart('run', spec);
    assert.equal(code, 1);
    assert.match(stderr, /Failed: illness, random, run 1: .*pictures: .* has one image .*; add images/);
  });

  it('names a file that is none, without a stack', async () => {
    for (const words of [['check'], ['run'], ['table']]) {
      const { code, stderr } = await warmstart(...words, tmpdir());
      assert.equal(code, 1);
      assert.match(stderr, /is no file\. Give the path of a spec/);
      assert.doesNotMatch(stderr, /\n +at /);
    }
  });

  it('stops with a clear sentence where the store cannot be written', async () => {
    const { spec, folder } = specFolder(smallSpec());
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    const { code, stderr } = await warmstart('run', spec, '--store', path.join(file, 'store'));
    assert.equal(code, 1);
    assert.match(stderr, /cannot be written: a part of the path is a file/);
  });
});
