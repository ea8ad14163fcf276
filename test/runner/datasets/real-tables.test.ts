import assert from 'node:assert/strict';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { runLengthWarnings } from '../../../runner/datasets/check/run-length-warnings';
import { readCsvTable } from '../../../runner/datasets/csv-table';
import { ProblemList } from '../../../runner/datasets/data-error';
import { type Example, PARTS } from '../../../runner/datasets/dataset';
import { surveyDataset } from '../../../runner/datasets/open-dataset';
import { paintRuns, parseRunLengths, type RunLengths } from '../../../runner/datasets/run-lengths';
import { temporaryFolder } from './temporary-dataset';

/** The tables of the official downloads, where WARMSTART_TEST_DATA has them (gzipped), without most of their images. */
describe('real tables', function () {
  this.timeout(120_000);
  const data = process.env.WARMSTART_TEST_DATA;
  let folder: string;
  before(async () => {
    folder = await temporaryFolder();
  });
  after(() => rm(folder, { recursive: true }));

  /** Unpacks a table to a path below the temporary folder. */
  async function unpacked(context: Mocha.Context, name: string, to: string): Promise<string> {
    const packed = join(data ?? '', name);
    if (data === undefined || !existsSync(packed)) {
      console.log(`      set WARMSTART_TEST_DATA to a folder with ${name} to run this`);
      context.skip();
    }
    const file = join(folder, to);
    await mkdir(join(file, '..'), { recursive: true });
    await pipeline(createReadStream(packed), createGunzip(), createWriteStream(file));
    return file;
  }

  it('of ChestX-ray14 have 112,120 rows, 30,805 patients and 60,361 without a finding', async function () {
    const file = await unpacked(this, 'nih/Data_Entry_2017_v2020.csv.gz', 'nih/Data_Entry_2017_v2020.csv');
    const problems = new ProblemList();
    const rows = (await readCsvTable(file, problems))!.rows;
    assert.deepEqual(problems.all, []);
    assert.equal(rows.length, 112_120);
    assert.equal(new Set(rows.map(({ cells }) => cells['Patient ID'])).size, 30_805);
    assert.equal(rows.filter(({ cells }) => cells['Finding Labels'] === 'No Finding').length, 60_361);

    await symlink(join(data!, 'nih/images'), join(folder, 'nih/images'));
    const split = { train: 0.7, validation: 0.1, test: 0.2, groupBy: null, seed: 1 };
    const identity = { name: 'nih', layout: 'chestxray14', split } as const;
    const survey = await surveyDataset(identity, 'classification', join(folder, 'nih'), { phantomFolder: folder });
    assert.equal(PARTS.flatMap((part) => survey.dataset.parts[part]).length, 7);
    assert.deepEqual([...new Set(survey.problems.map(({ code }) => code))], ['missing']);
    assert.equal(survey.problems.length, 112_120 - 7);
  });

  it('of CheXpert have 223,414 rows, 64,540 patients and 32,387 lateral views', async function () {
    await unpacked(this, 'chexpert/train.csv.gz', 'chexpert/CheXpert-v1.0/train.csv');
    const identity = { name: 'chexpert', layout: 'chexpert', uncertain: 'lsr-ones', split: null } as const;
    const root = join(folder, 'chexpert');
    const { dataset, problems } = await surveyDataset(identity, 'classification', root, { phantomFolder: folder });
    const { train, validation } = dataset.parts;
    const all = [...train, ...validation];
    assert.equal(all.length, 223_414);
    assert.equal(new Set(all.map(({ group }) => group)).size, 64_540);
    assert.equal(all.filter(({ id }) => id.endsWith('_lateral.jpg')).length, 32_387);
    const trained = new Set(train.map(({ group }) => group));
    assert.ok(validation.every(({ group }) => !trained.has(group)));
    assert.ok(Math.abs(validation.length / all.length - 0.1) < 0.001);
    assert.ok(
      problems.every(({ message }) => /valid\.csv|for test/.test(message)),
      JSON.stringify(problems),
    );
  });

  it('of SIIM-ACR have 12,954 rows, 12,047 images and 2,669 masks, which run down the columns', async function () {
    const file = await unpacked(this, 'siim/train-rle.csv.gz', 'siim/train-rle.csv');
    const { rows } = (await readCsvTable(file, new ProblemList()))!;
    assert.equal(rows.length, 12_954);
    const masks = new Map<string, RunLengths[]>();
    for (const { cells } of rows) {
      const runs = parseRunLengths(cells.EncodedPixels!);
      assert.ok(runs !== null);
      masks.set(cells.ImageId!, [...(masks.get(cells.ImageId!) ?? []), ...(runs.length > 0 ? [runs] : [])]);
    }
    assert.equal(masks.size, 12_047);
    const examples = [...masks].map(
      ([id, runs]): Example => ({ id, image: '', labels: [], group: id, mask: { kind: 'runs', runs, place: '' } }),
    );
    const drawn = examples.filter(({ mask }) => mask?.kind === 'runs' && mask.runs.length > 0);
    assert.equal(drawn.length, 2_669);
    const sizes = new Map(examples.map(({ id }) => [id, { width: 1024, height: 1024 }] as const));
    assert.deepEqual(runLengthWarnings(examples, sizes), []);

    // The same masks written along the rows instead.
    const turned = drawn.slice(0, 100).map((example): Example => {
      const { mask } = example;
      const runs = mask?.kind === 'runs' ? [alongRows(mask.runs)] : [];
      return { ...example, mask: { kind: 'runs', runs, place: '' } };
    });
    assert.deepEqual(
      runLengthWarnings(turned, sizes).map(({ code }) => code),
      ['run-lengths'],
    );
  });

  it('of Shenzhen’s images take the label from the name', async function () {
    const root = join(data ?? '', 'shenzhen');
    if (data === undefined || !existsSync(root)) this.skip();
    const identity = { name: 'shenzhen', layout: 'shenzhen', split: null } as const;
    const { dataset } = await surveyDataset(identity, 'classification', root, { phantomFolder: folder });
    const all = PARTS.flatMap((part) => dataset.parts[part]);
    assert.equal(all.length, 11);
    assert.ok(all.every(({ labels }) => labels[0] === 0));
  });
});

/** Gaps and lengths of a mask of 1024 x 1024 pixels, row by row. */
function alongRows(lists: readonly RunLengths[]): number[] {
  const { data } = paintRuns(lists, 1024, 1024);
  const runs: number[] = [];
  for (let at = 0, end = 0; at < data.length; at++) {
    if (data[at] === 0) continue;
    const start = at;
    while (data[at] === 1) at++;
    runs.push(start - end, at - start);
    end = at;
  }
  return runs;
}
