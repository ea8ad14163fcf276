import assert from 'node:assert/strict';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DatasetReport } from '../../runner/datasets/check/dataset-report';
import { numbered, writeFiles } from '../runner/datasets/temporary-dataset';
import { smallSpec, specFolder, warmstart } from './process';

const LAYOUTS = path.resolve(__dirname, '../runner/datasets/golden/layouts');

describe('warmstart data check', function () {
  this.timeout(60_000);

  it('tells counts, class balance and what is wrong, and draws', async () => {
    const sheet = path.join(mkdtempSync(path.join(tmpdir(), 'warmstart-sheet-')), 'sheet.png');
    const { code, stdout, stderr } = await warmstart('data', 'check', `shenzhen=${LAYOUTS}/shenzhen`, '-o', sheet);
    assert.equal(stderr, '');
    assert.equal(code, 0);
    assert.match(stdout, /^shenzhen: classification, layout shenzhen/);
    assert.match(stdout, /images +8 +2 +2\n/);
    assert.match(stdout, /Tuberculosis +50\.0 % +50\.0 % +50\.0 %\n/);
    assert.match(stdout, /No problems\./);
    assert.ok(existsSync(sheet));
  });

  it('ends with 1 where there is a problem', async () => {
    const { code, stdout } = await warmstart('data', 'check', `montgomery=${LAYOUTS}/shenzhen`);
    assert.equal(code, 1);
    assert.match(stdout, /^Problems: \d+ masks that are missing or do not fit\.\nProblem: /m);
    assert.match(stdout, /Problem: .*CHNCXR_0001_1\.png: .*leftMask.* is not there/);
  });

  it('ends with 1 where a task could not be scored, and passes the same data for pre-training alone', async () => {
    const root = mkdtempSync(path.join(tmpdir(), 'warmstart-labels-'));
    const parts = ['train', 'train', 'validation', 'validation', 'test', 'test'];
    const rows = parts.map((part, i) => `${i}.png,${Number(part !== 'test' && i % 2 === 0)},0,${part}`);
    await writeFiles(root, { ...numbered('', 6), 'labels.csv': `image,nodule,mass,part\n${rows.join('\n')}\n` });
    const mine = `  mine: {root: ${root}, labels: labels.csv, label-columns: [nodule, mass], split-column: part}\ntasks:`;
    const pretrained = smallSpec().replace('tasks:', mine).replace('on: textures', 'on: mine');
    assert.equal((await warmstart('data', 'check', specFolder(pretrained).spec)).code, 0);
    const tested = pretrained.replace('initializations:', '  - {name: findings, data: mine}\ninitializations:');
    const { code, stdout } = await warmstart('data', 'check', specFolder(tested).spec);
    assert.equal(code, 1);
    assert.equal(stdout.match(/^mine: /gm)?.length, 1);
    assert.match(stdout, /^Problem: .*: the AUC of the test part is not defined: none of nodule, mass /m);
  });

  it('looks at every dataset of a spec, with one JSON object each', async () => {
    const { spec } = specFolder(smallSpec());
    const { code, stdout } = await warmstart('data', 'check', spec, '--deep', '--json');
    assert.equal(code, 0);
    const reports = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as DatasetReport);
    assert.deepEqual(
      reports.map(({ name, parts }) => [name, parts.train.examples, parts.test.examples]),
      [
        ['x-rays', 24, 12],
        ['textures', 24, 12],
      ],
    );
  });

  it('draws phantoms into the store that is named, as runs do', async () => {
    const { folder, spec } = specFolder(smallSpec());
    const store = path.join(folder, 'elsewhere');
    const { code } = await warmstart('data', 'check', spec, '--store', store);
    assert.equal(code, 0);
    assert.ok(existsSync(path.join(store, 'phantoms')));
    assert.ok(!existsSync(path.join(folder, '.warmstart')));
  });

  it('wants a dataset or a spec', async () => {
    assert.equal((await warmstart('data', 'check')).code, 2);
    assert.equal((await warmstart('data', 'check', 'nowhere.warmstart.yaml')).code, 1);
  });
});
