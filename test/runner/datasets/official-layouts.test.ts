import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFile, cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findCatalogTask } from '../../../catalog/tasks';
import type { RuntimeHeader } from '../../../journal/event';
import { type DataProblem, ProblemList } from '../../../runner/datasets/data-error';
import { type Dataset, PARTS } from '../../../runner/datasets/dataset';
import { openDataset, surveyDataset } from '../../../runner/datasets/open-dataset';
import { readExample } from '../../../runner/datasets/read-example';
import { openEngine } from '../../../runner/engines/open-engine';
import { runPlan } from '../../../runner/run-plan';
import { StoreFolder } from '../../../runner/store/store-folder';
import { StoreReader } from '../../../runner/store/store-reader';
import type { DatasetIdentity } from '../../../spec/cell';
import { datasetIdentity } from '../../../spec/dataset-identity';
import { makePlan } from '../../../spec/plan';
import { readSpec } from '../../../spec/read-spec';
import type { Task } from '../../../spec/spec';
import golden from './golden/layouts.json';
import { temporaryFolder } from './temporary-dataset';

const LAYOUTS = join(import.meta.dirname, 'golden/layouts');
const NAMES = Object.keys(golden.layouts) as (keyof typeof golden.layouts)[];

/** The benchmark's tasks on the small sets; the network is as small as it can be. */
const SPEC = `protocol: quick
network: {encoder: resnet18, width: 4}
training: {image-size: 32, batch-size: 4, epochs: 1}
data: {${NAMES.map((name) => `${name}: ${join(LAYOUTS, name)}`).join(', ')}}
tasks: [DXC14, DXC5, TXC, ECC, PXS, LXS, VFS]
initializations: [random]
runs: 1
`;

function taskClasses(code: string): string {
  return findCatalogTask(code)!.classes.join(', ');
}

/** Golden reading: golden/make_layouts.py, which knows csv, pydicom and Pillow. */
describe('official layouts', () => {
  const spec = readSpec(SPEC).spec!;
  const taskOn = (name: string) => spec.tasks.find(({ dataset }) => dataset.name === name)!;
  let folder: string;
  before(async () => {
    folder = await temporaryFolder();
  });
  after(() => rm(folder, { recursive: true }));

  function open({ dataset, kind }: Task, change: Partial<DatasetIdentity> = {}, root = dataset.root): Promise<Dataset> {
    const identity = { ...datasetIdentity(dataset), ...change } as DatasetIdentity;
    return openDataset(identity, kind, root, { phantomFolder: folder });
  }

  for (const name of NAMES) {
    describe(name, () => {
      it('has the images, labels, groups and parts of an independent reading', async () => {
        const { parts } = await open(taskOn(name));
        const found = PARTS.flatMap((part) =>
          parts[part].map(({ id, labels, group }) => ({ id, labels, group, part: part === 'test' ? 'test' : 'train' })),
        );
        const expected = golden.layouts[name].map(({ id, labels, group, part }) => ({
          id,
          labels,
          group,
          part: part ?? found.find((one) => one.id === id)?.part,
        }));
        assert.deepEqual(
          found.sort((a, b) => (a.id < b.id ? -1 : 1)),
          expected.sort((a, b) => (a.id < b.id ? -1 : 1)),
        );
      });

      it('has no patient in two parts, and something in each', async () => {
        const { parts } = await open(taskOn(name));
        const groups = PARTS.map((part) => new Set(parts[part].map(({ group }) => group)));
        assert.ok(groups.every(({ size }) => size > 0));
        const distinct = new Set(groups.flatMap((each) => [...each]));
        assert.equal(
          groups.reduce((sum, { size }) => sum + size, 0),
          distinct.size,
        );
      });

      it('has the masks of an independent reading', async function () {
        const { kind, parts } = await open(taskOn(name));
        if (kind !== 'segmentation') return this.skip();
        const masks = new Map(golden.layouts[name].map(({ id, mask }) => [id, mask]));
        for (const example of PARTS.flatMap((part) => parts[part])) {
          const read = await readExample(example, undefined, new ProblemList());
          assert.equal(createHash('sha256').update(read!.mask!.data).digest('hex'), masks.get(example.id), example.id);
        }
      });
    });
  }

  describe('with mistakes', () => {
    let root: string;
    let count = 0;

    /** A copy of a set, changed by hand; what is said about it, with ROOT for its folder. */
    async function problemsOf(name: (typeof NAMES)[number], change: () => Promise<unknown>): Promise<string[]> {
      root = join(folder, `${name}-${count++}`);
      await cp(join(LAYOUTS, name), root, { recursive: true });
      await change();
      const { dataset, kind } = taskOn(name);
      const { problems } = await surveyDataset(datasetIdentity(dataset), kind, root, { phantomFolder: folder });
      return problems.map(({ message }: DataProblem) => message.replaceAll(root, 'ROOT'));
    }

    async function edit(file: string, from: string | RegExp, to: string): Promise<void> {
      const text = await readFile(join(root, file), 'utf8');
      assert.notEqual(text.replace(from, to), text);
      await writeFile(join(root, file), text.replace(from, to));
    }

    it('of ChestX-ray14 are said by file and line, all at once', async () => {
      const problems = await problemsOf('chestxray14', async () => {
        await edit('Data_Entry_2017.csv', /(00000001_000\.png,)[^,]*/, '$1Cardiomegaly|Scoliosis');
        await edit('Data_Entry_2017.csv', /(00000005_000\.png,[^,]*,[^,]*,)[^,]*/, '$1');
        await edit('Data_Entry_2017.csv', '00000007_000.png', '00000005_001.png');
        await edit('test_list.txt', '00000010_000.png', '00000001_001.png');
        await rm(join(root, 'images_001/images/00000002_000.png'));
        await cp(join(root, 'images_001/images/00000004_000.png'), join(root, 'images_001/images/extra.png'));
      });
      assert.deepEqual(problems, [
        'ROOT: 00000001_001.png is in train_val_list.txt and in test_list.txt; download them anew.',
        `ROOT/Data_Entry_2017.csv:2: "Scoliosis" is none of the fourteen labels; they are ${taskClasses('DXC14')}.`,
        'ROOT/Data_Entry_2017.csv:4: no folder of images has "00000002_000.png"; add the file, or take the row out.',
        'ROOT/Data_Entry_2017.csv:8: column "Patient ID" is empty; fill it in.',
        'ROOT/Data_Entry_2017.csv:11: "00000005_001.png" has a row already; keep one row per image.',
        'ROOT/Data_Entry_2017.csv:16: "00000010_000.png" is neither in train_val_list.txt nor in test_list.txt; mend the lists.',
        'ROOT/images_001/images/extra.png: no row of ROOT/Data_Entry_2017.csv names it; add a row, or take the file away.',
        'ROOT/images_002/images/00000007_000.png: no row of ROOT/Data_Entry_2017.csv names it; add a row, or take the file away.',
      ]);
    });

    it('of CheXpert are said by file and line', async () => {
      const problems = await problemsOf('chexpert', async () => {
        await edit('train.csv', /(patient00001\/study1\/view1_frontal\.jpg,Female,68,Frontal,AP),[^,]*/, '$1,2.0');
        await edit('train.csv', 'train/patient00003/study1/view1_frontal.jpg', 'elsewhere/view1.jpg');
        await edit('valid.csv', 'Support Devices', 'Devices');
      });
      assert.equal(problems.length, 3);
      assert.ok(problems.some((one) => /valid\.csv: there is no column "Support Devices"/.test(one)));
      assert.ok(
        problems.some((one) => /train\.csv:2: column "No Finding" holds "2\.0"; labels are 1, 0, -1/.test(one)),
      );
      assert.ok(
        problems.some((one) => /train\.csv:5: "CheXpert-v1\.0-small\/elsewhere\/view1\.jpg" has no train/.test(one)),
      );
    });

    it('of Shenzhen are names without a label', async () => {
      const problems = await problemsOf('shenzhen', () =>
        rename(join(root, 'CXR_png/CHNCXR_0002_0.png'), join(root, 'CXR_png/CHNCXR_0002.png')),
      );
      assert.match(problems.join(), /^ROOT\/CXR_png\/CHNCXR_0002\.png: the name ends neither in _0 nor in _1/);
    });

    it('of RSNA STR PE are rows without a label, and rows given twice', async () => {
      const problems = await problemsOf('rsna-pe', async () => {
        const table = await readFile(join(root, 'train.csv'), 'utf8');
        const [, , third] = table.split('\r\n');
        await appendFile(join(root, 'train.csv'), `${third}\r\na,b,c,?,${'0,'.repeat(12)}0\r\n`);
      });
      assert.equal(problems.length, 2);
      assert.match(problems[0]!, /train\.csv:18: ".+" has a row already/);
      assert.match(problems[1]!, /train\.csv:19: column "pe_present_on_image" holds "\?"; labels are 0 or 1\./);
    });

    it('of SIIM-ACR are run lengths that are none, and images without rows', async () => {
      const problems = await problemsOf('siim-acr', async () => {
        await edit('train-rle.csv', '1.2.276.2, -1', '1.2.276.2,7 3 5');
        await edit('train-rle.csv', '1.2.276.8,-1\r\n', '');
      });
      assert.equal(problems.length, 2);
      assert.match(problems[0]!, /train-rle\.csv:5: EncodedPixels is neither -1 nor pairs of whole numbers/);
      assert.match(problems[1]!, /1\.2\.276\.8\.dcm: no row of ROOT\/train-rle\.csv names it/);
    });

    it('of Montgomery are lungs without a mask', async () => {
      const problems = await problemsOf('montgomery', () => rm(join(root, 'ManualMask/rightMask/MCUCXR_0003_1.png')));
      assert.deepEqual(problems, [
        'ROOT/CXR_png/MCUCXR_0003_1.png: ROOT/ManualMask/rightMask/MCUCXR_0003_1.png is not there; add it, or take the image away.',
      ]);
    });

    it('are one sentence each where the folder is another one', async () => {
      for (const name of NAMES) {
        const problems = await problemsOf(name, () => rm(root, { recursive: true }));
        assert.ok(problems.length >= 1 && problems.length <= 4, problems.join('\n'));
        for (const one of problems)
          assert.match(one, /^ROOT.*(is not there|there is no such|no images|no DICOM).*[.]$/);
      }
    });

    it('are one sentence where the folders are there and hold nothing', async () => {
      const empty = async (place: string) => {
        await rm(join(root, place), { recursive: true });
        await mkdir(join(root, place));
      };
      const found = [
        await problemsOf('shenzhen', () => empty('CXR_png')),
        await problemsOf('montgomery', () => empty('CXR_png')),
        await problemsOf('drive', () => Promise.all(['training/images', 'test/images'].map(empty))),
        await problemsOf('rsna-pe', () => edit('train.csv', /\n.*/s, '\n')),
      ];
      for (const problems of found)
        assert.deepEqual(problems, ['ROOT: it has no image that can be used; give the folder that holds them.']);
    });

    it('are left out where the spec says so, and nothing else is', async () => {
      root = join(folder, 'left-out');
      await cp(join(LAYOUTS, 'montgomery'), root, { recursive: true });
      await rm(join(root, 'ManualMask/rightMask/MCUCXR_0003_1.png'));
      const task = taskOn('montgomery');
      await assert.rejects(open(task, {}, root), /MCUCXR_0003/);
      const { parts, leftOut } = await open(task, { onProblem: 'leave-out' }, root);
      assert.equal(PARTS.flatMap((part) => parts[part]).length, 9);
      assert.equal(leftOut?.length, 1);
    });
  });

  describe('with lists of names', () => {
    const split = { train: 0.7, validation: 0.1, test: 0.2, groupBy: null, seed: 3 };
    const ids = (dataset: Dataset) => PARTS.map((part) => dataset.parts[part].map(({ id }) => id.slice(15, 19)));

    it('take their parts from them, whatever follows a name', async () => {
      const lists = {
        train: join(folder, 'train.txt'),
        validation: join(folder, 'val.txt'),
        test: join(folder, 'te.txt'),
      };
      await writeFile(lists.train, 'CHNCXR_0001_1.png 1\nCXR_png/CHNCXR_0002_0.png\n');
      await writeFile(lists.validation, '\uFEFFCHNCXR_0003_1,1\r\nCHNCXR_0004_0.png\r\n');
      await writeFile(lists.test, 'CHNCXR_0005_1\nCHNCXR_0006_0\n\n');
      const dataset = await open(taskOn('shenzhen'), { split: { ...split, lists } });
      assert.deepEqual(ids(dataset), [
        ['0001', '0002'],
        ['0003', '0004'],
        ['0005', '0006'],
      ]);
      await appendFile(lists.test, 'CHNCXR_0001_1.png\nCHNCXR_9999_1.png\n');
      await assert.rejects(open(taskOn('shenzhen'), { split: { ...split, lists } }), (error: Error) => {
        assert.match(error.message, /te\.txt: "CHNCXR_0001_1\.png" is already in train/);
        assert.match(error.message, /te\.txt: the dataset has no image "CHNCXR_9999_1\.png" that can be used/);
        return true;
      });
    });

    it('draw a tenth of training to validate where there is no list for it', async () => {
      const lists = { train: join(folder, 'most.txt'), validation: null, test: join(folder, 'rest.txt') };
      const names = Array.from({ length: 12 }, (_, i) => `CHNCXR_${String(i + 1).padStart(4, '0')}_${(i + 1) % 2}`);
      await writeFile(lists.train, names.slice(0, 10).join('\n'));
      await writeFile(lists.test, names.slice(10).join('\n'));
      const { parts } = await open(taskOn('shenzhen'), { split: { ...split, lists } });
      assert.deepEqual([parts.train.length + parts.validation.length, parts.test.length], [10, 2]);
      assert.ok(parts.validation.length >= 1 && parts.validation.length <= 2);
    });
  });

  it('train end to end, all seven tasks', async function () {
    this.timeout(120_000);
    const store = new StoreFolder(join(folder, 'store'));
    const plan = makePlan(spec);
    const header: RuntimeHeader = {
      runtime: 'node',
      engine: 'wasm',
      engineVersion: 'wasm',
      device: 'CPU',
      warmstart: 'source',
      host: 'here',
      pid: process.pid,
    };
    const engine = await openEngine('wasm');
    const { signal } = new AbortController();
    await runPlan({
      plan,
      cells: plan.cells,
      store,
      engine,
      header,
      fresh: false,
      since: new Date().toISOString(),
      stop: signal,
      checkpointEvery: 1e9,
    });
    for (const cell of plan.cells) {
      const record = new StoreReader(store).record(cell.id);
      assert.equal(record.ending?.type, 'finished', `${cell.task}: ${JSON.stringify(record.ending)}`);
      const { value = Number.NaN } = record.result ?? {};
      assert.ok(value >= 0 && value <= 1, `${cell.task}: ${value}`);
    }
  });
});
