import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError, type DataProblemCode } from '../../../runner/datasets/data-error';
import type { Dataset, Example } from '../../../runner/datasets/dataset';
import { maskFiles } from '../../../runner/datasets/mask-source';
import { openDataset } from '../../../runner/datasets/open-dataset';
import type { DatasetIdentity } from '../../../spec/cell';
import type { DatasetLayout, SplitSettings, TaskKind } from '../../../spec/spec';
import { numbered, png, temporaryFolder, writeFiles } from './temporary-dataset';

const CLASS_FOLDERS = { layout: 'class-folders', classes: null } as const;
const CSV = { layout: 'csv', labels: 'labels.csv', images: 'images', imageColumn: 'image', splitColumn: null } as const;
const MASKS = { layout: 'masks', images: 'images/*.png', masks: 'masks/*_mask.png' } as const;
const THIRDS: SplitSettings = { train: 0.4, validation: 0.3, test: 0.3, groupBy: null, seed: 1 };

describe('openDataset', () => {
  let base: string;
  let count = 0;
  let root: string;
  before(async () => {
    base = await temporaryFolder();
  });
  beforeEach(() => {
    root = join(base, String(count++));
  });
  after(() => rm(base, { recursive: true }));

  function open(layout: DatasetLayout, split: SplitSettings | null = null, kind?: TaskKind): Promise<Dataset> {
    const identity: DatasetIdentity = { name: 'test', split, ...layout };
    const natural = layout.layout === 'masks' || layout.layout === 'drive' ? 'segmentation' : 'classification';
    return openDataset(identity, kind ?? natural, root, { phantomFolder: join(base, 'phantoms') });
  }

  async function problemsOf(opening: Promise<Dataset>): Promise<[DataProblemCode, string][]> {
    const error = await opening.then(
      () => assert.fail('no problem was found'),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof DataError, String(error));
    return error.problems.map(({ code, message }) => [code, message.replaceAll(root, 'ROOT')]);
  }

  function counts({ parts }: Dataset): number[] {
    return [parts.train.length, parts.validation.length, parts.test.length];
  }

  describe('class folders', () => {
    it('gives two classes one output, positive for the last', async () => {
      await writeFiles(root, {
        ...numbered('benign/', 10),
        ...numbered('malignant/', 10),
        'notes.txt': 'x',
        'benign/.DS_Store': 'x',
      });
      const dataset = await open(CLASS_FOLDERS, THIRDS);
      assert.deepEqual(dataset.classes, ['malignant']);
      assert.deepEqual(counts(dataset), [8, 6, 6]);
      for (const example of dataset.parts.train) {
        assert.deepEqual(example.labels, [example.id.startsWith('malignant/') ? 1 : 0]);
        assert.equal(example.image, join(root, example.id));
      }
    });

    it('gives three classes an output each, in the order asked for', async () => {
      await writeFiles(root, {
        ...numbered('a/', 5),
        ...numbered('b/', 5),
        ...numbered('c/', 5),
        ...numbered('d/', 5),
      });
      const dataset = await open({ layout: 'class-folders', classes: ['c', 'a', 'b'] }, THIRDS);
      assert.deepEqual(dataset.classes, ['c', 'a', 'b']);
      assert.equal(
        counts(dataset).reduce((a, b) => a + b),
        15,
      );
      for (const example of dataset.parts.test)
        assert.equal(example.labels.indexOf(1), ['c', 'a', 'b'].indexOf(example.id[0]!));
    });

    it('keeps folders named train, val and test as parts', async () => {
      await writeFiles(root, {
        ...numbered('train/0/', 6),
        ...numbered('train/1/', 5),
        ...numbered('val/0/', 2),
        ...numbered('val/1/', 2),
        ...numbered('test/0/', 3),
        ...numbered('test/1/', 4),
      });
      const dataset = await open(CLASS_FOLDERS);
      assert.deepEqual(counts(dataset), [11, 4, 7]);
      assert.ok(dataset.parts.validation.every(({ id }) => id.startsWith('val/')));
    });

    it('takes a tenth of training where there is no validation folder', async () => {
      await writeFiles(root, {
        ...numbered('train/0/', 20),
        ...numbered('train/1/', 20),
        ...numbered('test/0/', 5),
        ...numbered('test/1/', 5),
      });
      const dataset = await open(CLASS_FOLDERS);
      assert.deepEqual(counts(dataset), [36, 4, 10]);
      assert.deepEqual((await open(CLASS_FOLDERS)).splitHash, dataset.splitHash);
    });

    it('keeps given parts beside an expression for patients, and draws validation by them', async () => {
      const visits = (folder: string, first: number, patients: number) =>
        Object.fromEntries(
          Array.from({ length: 2 * patients }, (_, i) => [`${folder}/p${first + (i >> 1)}_${i % 2}.png`, '']),
        );
      await writeFiles(root, {
        ...visits('train/0', 0, 10),
        ...visits('train/1', 10, 10),
        ...visits('test/0', 20, 3),
        ...visits('test/1', 30, 3),
      });
      const dataset = await open(CLASS_FOLDERS, { ...THIRDS, groupBy: '^(p\\d+)_', given: true });
      assert.deepEqual(counts(dataset), [36, 4, 12]);
      const { train, validation, test } = dataset.parts;
      assert.ok(test.every(({ id }) => id.startsWith('test/')));
      assert.equal(new Set(validation.map(({ group }) => group)).size, 2);
      assert.ok(validation.every(({ group }) => train.every((one) => one.group !== group)));
    });

    it('leaves an image of an unknown patient out, where the spec allows it', async () => {
      await writeFiles(root, { ...numbered('0/', 12, '_p.png'), ...numbered('1/', 12, '_p.png'), '1/odd.png': '' });
      const split = { ...THIRDS, groupBy: '^(\\d+)_' };
      const problems = await problemsOf(open(CLASS_FOLDERS, split));
      assert.deepEqual(
        problems.map(([code]) => code),
        ['group'],
      );
      assert.match(problems[0]![1], /ROOT\/1\/odd\.png: group-by/);
      const identity = { name: 'test', split, ...CLASS_FOLDERS, onProblem: 'leave-out' } as const;
      const dataset = await openDataset(identity, 'classification', root, { phantomFolder: join(base, 'phantoms') });
      assert.deepEqual([counts(dataset).reduce((a, b) => a + b), dataset.leftOut?.length], [24, 1]);
    });

    it('says so where there are no parts to keep', async () => {
      await writeFiles(root, { ...numbered('0/', 6), ...numbered('1/', 6) });
      const problems = await problemsOf(open(CLASS_FOLDERS, { ...THIRDS, given: true }));
      assert.deepEqual(
        problems.map(([code]) => code),
        ['part'],
      );
      assert.match(problems[0]![1], /ROOT: it has no folders named train, valid and test/);
    });

    it('keeps a patient in one part when the file name tells who it is', async () => {
      const files: Record<string, string> = {};
      for (let patient = 0; patient < 12; patient++) {
        for (let visit = 0; visit < 3; visit++) files[`${patient % 2}/p${patient}_${visit}.png`] = '';
      }
      await writeFiles(root, files);
      const { parts } = await open(CLASS_FOLDERS, { ...THIRDS, groupBy: '^(p\\d+)_' });
      const patients = [parts.train, parts.validation, parts.test].map(
        (part) => new Set(part.map(({ group }) => group)),
      );
      assert.equal(
        patients.reduce((sum, set) => sum + set.size, 0),
        12,
      );
    });

    it('reports what cannot be split, learned or found, with what to do', async () => {
      await writeFiles(root, { ...numbered('a/', 5), ...numbered('b/', 5), 'c/only.png': '', 'd/scan.nii': 'x' });
      const problems = await problemsOf(open(CLASS_FOLDERS, THIRDS));
      assert.deepEqual(
        problems.map(([code]) => code),
        ['missing', 'part', 'part'],
      );
      assert.match(
        problems[0]![1],
        /ROOT\/d: no images in this class folder \(it holds 1 other files, for instance scan\.nii\)/,
      );
      assert.match(problems[1]![1], /class "c" has one image and so none for validation and test; add images/);
    });

    it('takes the files that a pattern matches in each class folder, or below it', async () => {
      await writeFiles(root, {
        ...numbered('a/', 8, '_front.png'),
        ...numbered('a/', 8, '_side.png'),
        ...numbered('b/', 8, '_front.png'),
      });
      const { parts } = await open({ ...CLASS_FOLDERS, images: '*_front.png' }, THIRDS);
      const ids = Object.values(parts).flatMap((part) => part.map(({ id }) => id));
      assert.deepEqual([ids.length, ids.filter((id) => /^[ab]\/\d_front\.png$/.test(id)).length], [16, 16]);
      await writeFiles(root, { ...numbered('a/images/', 6), ...numbered('a/masks/', 6), ...numbered('b/images/', 6) });
      const below = await open({ ...CLASS_FOLDERS, images: 'images/*.png' }, THIRDS);
      assert.deepEqual(counts(below), [5, 4, 3]);
      assert.ok(below.parts.train.every(({ id }) => /^[ab]\/images\/\d\.png$/.test(id)));
    });

    it('says which class has nothing that the pattern matches, and what is there instead', async () => {
      await writeFiles(root, { ...numbered('a/', 5), ...numbered('b/', 5), ...numbered('c/', 3, '_side.png') });
      const problems = await problemsOf(open({ ...CLASS_FOLDERS, images: '*_side.png' }, THIRDS));
      assert.deepEqual(problems.slice(0, 2), [
        ['missing', 'ROOT/a/*_side.png: no file matches; ROOT/a has 5 images, for instance 0.png. Mend `images`.'],
        ['missing', 'ROOT/b/*_side.png: no file matches; ROOT/b has 5 images, for instance 0.png. Mend `images`.'],
      ]);
    });

    it('needs two classes, a folder, and an expression that fits', async () => {
      assert.match((await problemsOf(open(CLASS_FOLDERS)))[0]![1], /ROOT: there is no such folder/);
      await writeFiles(root, numbered('only/', 6));
      const codes = (await problemsOf(open(CLASS_FOLDERS, { ...THIRDS, groupBy: '(' }))).map(([code]) => code);
      assert.deepEqual(codes, ['layout', 'classes']);
      await writeFiles(root, numbered('other/', 6));
      const unmatched = await problemsOf(open(CLASS_FOLDERS, { ...THIRDS, groupBy: '(patient\\d)' }));
      assert.equal(unmatched.filter(([code]) => code === 'group').length, 12);
    });
  });

  describe('a table of labels', () => {
    const findings: DatasetLayout = { ...CSV, labelColumns: ['nodule', 'effusion'] };

    it('reads columns of 0 and 1, with byte-order mark, semicolons and quotes', async () => {
      const rows = Array.from({ length: 12 }, (_, i) => `"${i}.png";${i % 2};"${Number(i < 6)}";"a;""b"""`);
      const table = `\uFEFFimage;nodule;effusion;note\r\n${rows.join('\r\n')}\r\n\r\n`;
      await writeFiles(root, { ...numbered('images/', 12), 'labels.csv': table });
      const { classes, parts } = await open(findings, THIRDS);
      assert.deepEqual(classes, ['nodule', 'effusion']);
      const all = [...parts.train, ...parts.validation, ...parts.test];
      assert.equal(all.length, 12);
      for (const { id, labels } of all)
        assert.deepEqual(labels, [Number.parseInt(id, 10) % 2, Number(Number.parseInt(id, 10) < 6)]);
    });

    it('reads names joined by | and a column of patients, and finds images in folders below', async () => {
      const names = ['Mass|Nodule', 'No Finding', 'Nodule', 'Mass'];
      const rows = Array.from({ length: 24 }, (_, i) => `${i},${names[i % 4]},${Math.floor(i / 2)}`);
      await writeFiles(root, {
        ...numbered('images/one/', 24),
        'labels.csv': `image,labels,patient\n${rows.join('\n')}`,
      });
      const { classes, parts } = await open({ ...CSV, labelColumns: ['labels'] }, { ...THIRDS, groupBy: 'patient' });
      assert.deepEqual(classes, ['Mass', 'Nodule']);
      const all = [...parts.train, ...parts.validation, ...parts.test];
      assert.deepEqual(all.find(({ id }) => id === '1')?.labels, [0, 0]);
      assert.deepEqual(all.find(({ id }) => id === '4')?.labels, [1, 1]);
      const partsOf = (group: string) =>
        [parts.train, parts.validation, parts.test].filter((part) => part.some((one) => one.group === group));
      for (let patient = 0; patient < 12; patient++) assert.equal(partsOf(String(patient)).length, 1);
    });

    it('reports rows without a patient', async () => {
      const rows = Array.from({ length: 12 }, (_, i) => `${i}.png,${i % 2},0,${i === 5 ? '' : `p${i}`}`);
      await writeFiles(root, {
        ...numbered('images/', 12),
        'labels.csv': `image,nodule,effusion,patient\n${rows.join('\n')}`,
      });
      assert.deepEqual(await problemsOf(open(findings, { ...THIRDS, groupBy: 'patient' })), [
        ['group', 'ROOT/labels.csv:7: column "patient" is empty; name the patient, or leave group-by out.'],
      ]);
    });

    it('counts a row once of which neither label nor patient can be told', async () => {
      const rows = [...Array.from({ length: 12 }, (_, i) => `${i}_p.png,${i % 2},0`), 'odd.png,,0'];
      await writeFiles(root, {
        ...numbered('images/', 12, '_p.png'),
        'images/odd.png': '',
        'labels.csv': `image,nodule,effusion\n${rows.join('\n')}`,
      });
      const split = { ...THIRDS, groupBy: '^(\\d+)_' };
      const identity = { name: 'test', split, ...findings, onProblem: 'leave-out' } as const;
      const { leftOut } = await openDataset(identity, 'classification', root, {
        phantomFolder: join(base, 'phantoms'),
      });
      assert.deepEqual(
        leftOut?.map(({ code }) => code),
        ['label'],
      );
    });

    it('gives two class names one output, and a split column its say', async () => {
      const rows = Array.from(
        { length: 12 },
        (_, i) => `${i}.png,${i % 2 ? 'sick' : 'healthy'},${['train', 'val', 'TEST'][i % 3]}`,
      );
      await writeFiles(root, { ...numbered('images/', 12), 'labels.csv': `image,label,part\n${rows.join('\n')}\n` });
      const dataset = await open({ ...CSV, labelColumns: ['label'], splitColumn: 'part' });
      assert.deepEqual(dataset.classes, ['sick']);
      assert.deepEqual(counts(dataset), [4, 4, 4]);
    });

    it('reports rows without a class name, and keeps the one output of two classes', async () => {
      const rows = Array.from({ length: 12 }, (_, i) => `${i}.png,${i === 3 ? '' : i % 2 ? 'sick' : 'healthy'}`);
      await writeFiles(root, { ...numbered('images/', 12), 'labels.csv': `image,label\n${rows.join('\n')}\n` });
      const layout: DatasetLayout = { ...CSV, labelColumns: ['label'] };
      for (const classes of [undefined, ['healthy', 'sick']]) {
        assert.deepEqual(await problemsOf(open({ ...layout, ...(classes && { classes }) }, THIRDS)), [
          [
            'label',
            'ROOT/labels.csv:5: column "label" is empty; name a class, or write "No Finding" where it is none of them.',
          ],
        ]);
      }
      const identity: DatasetIdentity = { name: 'test', split: THIRDS, ...layout, onProblem: 'leave-out' };
      const dataset = await openDataset(identity, 'classification', root, { phantomFolder: join(base, 'phantoms') });
      assert.deepEqual(dataset.classes, ['sick']);
      assert.equal(
        counts(dataset).reduce((a, b) => a + b),
        11,
      );
    });

    it('takes a word among zeros and ones for a slip, not for a class', async () => {
      const rows = Array.from({ length: 12 }, (_, i) => `${i}.png,${i % 4 === 3 ? 'maybe' : i % 2}`);
      await writeFiles(root, { ...numbered('images/', 12), 'labels.csv': `image,nodule\n${rows.join('\n')}` });
      const layout: DatasetLayout = { ...CSV, labelColumns: ['nodule'] };
      const problems = await problemsOf(open(layout, THIRDS));
      assert.equal(problems.length, 3);
      assert.match(
        problems[0]![1],
        /labels\.csv:5: column "nodule" holds "maybe"; labels are 0 or 1, unless `classes`/,
      );
      assert.deepEqual((await open({ ...layout, classes: ['0', '1', 'maybe'] }, THIRDS)).classes, ['0', '1', 'maybe']);
    });

    it('names the columns there are when one is missing', async () => {
      await writeFiles(root, { ...numbered('images/', 1), 'labels.csv': 'file,nodule\n0.png,1\n' });
      const problems = await problemsOf(open(findings, THIRDS));
      assert.deepEqual(
        problems.map(([code]) => code),
        ['column', 'column'],
      );
      assert.match(problems[0]![1], /labels\.csv: there is no column "image"; the columns are "file", "nodule"/);
    });

    it('does not choose between columns of one name, and passes over blank lines before the header', async () => {
      await writeFiles(root, {
        ...numbered('images/', 1),
        'labels.csv': '\n\r\nimage;nodule;effusion;nodule\n0.png;1;0;0\n',
      });
      assert.deepEqual(await problemsOf(open(findings, THIRDS)), [
        [
          'column',
          'ROOT/labels.csv: 2 columns are called "nodule"; rename all but one; the columns are "image", "nodule", "effusion", "nodule".',
        ],
      ]);
    });

    it('reports rows without file, labels that are none and rows given twice, by line', async () => {
      const table = 'image,nodule,effusion\n0.png,1,0\n9.png,0,1\n1.png,maybe,0\n2.png,,1\n0.png,1,0\n3.png,0,0\n';
      await writeFiles(root, { ...numbered('images/', 4), 'labels.csv': table });
      const problems = await problemsOf(open(findings, THIRDS));
      assert.deepEqual(
        problems.map(([code, message]) => [code, /:(\d+):/.exec(message)?.[1]]),
        [
          ['missing', '3'],
          ['label', '4'],
          ['label', '5'],
          ['table', '6'],
        ],
      );
    });

    it('reports images that cannot be read together with rows that cannot be used', async () => {
      const rows = Array.from({ length: 12 }, (_, i) => `${i}.png,${i % 2}`);
      await writeFiles(root, {
        ...numbered('images/', 12),
        'images/3.png': 'no image',
        'images/5.png': (await png(64, 64)).subarray(0, 100),
        'labels.csv': `image,nodule\n${rows.join('\n')}\n12.png,1\n`,
      });
      const found = await problemsOf(open({ ...CSV, labelColumns: ['nodule'] }, THIRDS));
      assert.deepEqual(found.map(([code, message]) => `${code} ${message.split(': ', 1)[0]}`).sort(), [
        'image ROOT/images/3.png',
        'image ROOT/images/5.png',
        'missing ROOT/labels.csv:14',
      ]);
    });

    it('reads UTF-16, bars as separators, and lines broken within quotes', async () => {
      const rows = Array.from({ length: 12 }, (_, i) => `${i}.png|${i % 2}|0|"two\nlines"`);
      const table = Buffer.from(`\uFEFFimage|nodule|effusion|note\n${rows.join('\n')}\n`, 'utf16le');
      await writeFiles(root, { ...numbered('images/', 12), 'labels.csv': table });
      assert.deepEqual(counts(await open(findings, THIRDS)), [5, 4, 3]);
    });

    it('takes for separators what stands outside of quotes', async () => {
      for (const separator of [';', '\t']) {
        const header = ['"image"', '"nodule"', '"effusion"', '"Size, ""w, h,\nd, e"""'];
        const rows = Array.from({ length: 12 }, (_, i) => [`${i}.png`, i % 2, 0, 'x']);
        const table = [header, ...rows].map((row) => row.join(separator)).join('\n');
        await writeFiles(root, { ...numbered('images/', 12), 'labels.csv': table });
        assert.deepEqual(counts(await open(findings, THIRDS)), [5, 4, 3]);
      }
    });

    it('says that a table is empty, or in an encoding that is not read', async () => {
      const empty = 'the file is empty; give a table with a header and a row per image.';
      const bigEndian = Buffer.from('\uFEFFimage,nodule,effusion\n0.png,1,0\n', 'utf16le').swap16();
      for (const [table, said] of [
        [Buffer.alloc(0), empty],
        [Buffer.from('\n\n'), empty],
        [bigEndian, 'this is no readable table: its encoding is UTF-16 BE; save it as UTF-8, or as UTF-16 LE.'],
      ] as const) {
        await writeFiles(root, { ...numbered('images/', 1), 'labels.csv': table });
        assert.deepEqual(await problemsOf(open(findings, THIRDS)), [['table', `ROOT/labels.csv: ${said}`]]);
      }
    });

    it('reports rows of another length and images without a row, and leaves both out where it may', async () => {
      const rows = Array.from({ length: 12 }, (_, i) => `${i}.png,${i % 2},0`);
      const table = `image,nodule,effusion\n${rows.join('\n')}\n12.png,1\n13.png,1,0,1\n`;
      await writeFiles(root, { ...numbered('images/', 15), 'labels.csv': table });
      const problems = await problemsOf(open(findings, THIRDS));
      assert.deepEqual(
        problems.map(([code]) => code),
        ['table', 'table', 'row', 'row', 'row'],
      );
      assert.match(problems[0]![1], /labels\.csv:14: the row has 2 cells for 3 columns/);
      assert.match(problems[4]![1], /images\/14\.png: no row of ROOT\/labels\.csv names it/);
      const identity: DatasetIdentity = { name: 'test', split: THIRDS, ...findings, onProblem: 'leave-out' };
      const dataset = await openDataset(identity, 'classification', root, { phantomFolder: join(base, 'phantoms') });
      assert.deepEqual([counts(dataset).reduce((a, b) => a + b), dataset.leftOut?.length], [12, 3]);
    });

    it('counts images that are left out, and not their problems', async () => {
      const rows = Array.from({ length: 12 }, (_, i) => `${i}.png,${i % 2},0`);
      const table = `image,nodule,effusion\n${rows.join('\n')}\n12.png,,\n0.png,1,0\n99.png,1,0\n`;
      await writeFiles(root, { ...numbered('images/', 13), 'labels.csv': table });
      assert.equal((await problemsOf(open(findings, THIRDS))).length, 4);
      const identity: DatasetIdentity = { name: 'test', split: THIRDS, ...findings, onProblem: 'leave-out' };
      const { leftOut } = await openDataset(identity, 'classification', root, {
        phantomFolder: join(base, 'phantoms'),
      });
      assert.deepEqual(
        leftOut?.map(({ message }) => /"(effusion|nodule|99\.png)"/.exec(message)?.[1]),
        ['nodule', '99.png'],
      );
    });

    it('names images by a pattern, and refuses classes that are not declared', async () => {
      const rows = Array.from({ length: 12 }, (_, i) => `${i},${['a', 'b', 'c'][i % 3]}`);
      await writeFiles(root, {
        ...numbered('scans/p', 12, '_front.png'),
        'labels.csv': `image,label\n${rows.join('\n')}\n`,
      });
      const layout = { ...CSV, images: 'scans/p*_front.png', labelColumns: ['label'] };
      assert.deepEqual((await open({ ...layout, classes: ['c', 'b', 'a'] }, THIRDS)).classes, ['c', 'b', 'a']);
      const problems = await problemsOf(open({ ...layout, classes: ['a', 'b'] }, THIRDS));
      assert.equal(problems.length, 4);
      assert.match(problems[0]![1], /labels\.csv:4: column "label" names "c"; `classes` are a, b\./);
    });

    it('reports a table that is broken, missing or empty, and labels that never change', async () => {
      assert.deepEqual(
        (await problemsOf(open(findings, THIRDS))).map(([code]) => code),
        ['missing', 'missing'],
      );
      await writeFiles(root, { ...numbered('images/', 4), 'labels.csv': 'image,nodule,effusion\n0.png,1\n' });
      assert.equal((await problemsOf(open(findings, THIRDS)))[0]![0], 'table');
      await writeFiles(root, { 'labels.csv': 'image,nodule,effusion\n' });
      assert.match((await problemsOf(open(findings, THIRDS)))[0]![1], /no rows/);
      await writeFiles(root, { 'labels.csv': `image,nodule,effusion\n${'0.png,1\n'.repeat(5000)}` });
      assert.deepEqual(await problemsOf(open(findings, THIRDS)), [
        [
          'table',
          'ROOT/labels.csv: none of its first 1000 rows has as many cells as there are columns in the header (3); mend the header, the separators or the quotes.',
        ],
      ]);
      await writeFiles(root, { 'labels.csv': 'image,nodule\n0.png,1\n1.png,1\n2.png,1\n' });
      assert.equal((await problemsOf(open({ ...CSV, labelColumns: ['nodule'] }, THIRDS)))[0]![0], 'classes');
    });
  });

  describe('images with masks', () => {
    it('matches them by what the star stands for', async () => {
      await writeFiles(root, { ...numbered('images/', 10), ...numbered('masks/', 11, '_mask.png') });
      const dataset = await open(MASKS, THIRDS);
      assert.deepEqual(counts(dataset), [4, 3, 3]);
      for (const { id, mask } of dataset.parts.train)
        assert.deepEqual(maskFiles(mask), [join(root, `masks/${/\d+/.exec(id)![0]}_mask.png`)]);
    });

    it('lets the star stand for a folder', async () => {
      const files = Array.from({ length: 10 }, (_, i): [string, string][] => [
        [`p${i}/scan.png`, ''],
        [`p${i}/mask.png`, ''],
      ]).flat();
      await writeFiles(root, Object.fromEntries(files));
      const dataset = await open({ layout: 'masks', images: 'p*/scan.png', masks: 'p*/mask.png' }, THIRDS);
      const [{ image, mask }] = dataset.parts.train as [Example];
      assert.deepEqual(maskFiles(mask), [image.replace('scan', 'mask')]);
    });

    it('finds the patient in the path where the file name does not tell', async () => {
      const visits = Array.from({ length: 20 }, (_, i) => `p${i >> 1}_visit${i % 2}`);
      const files = visits.flatMap((visit) => [`${visit}/scan.png`, `${visit}/mask.png`]);
      await writeFiles(root, Object.fromEntries(files.map((name) => [name, ''])));
      const layout: DatasetLayout = { layout: 'masks', images: 'p*/scan.png', masks: 'p*/mask.png' };
      const { parts } = await open(layout, { ...THIRDS, groupBy: '^(p\\d+)_' });
      assert.deepEqual(
        Object.values(parts).map((part) => [part.length, new Set(part.map(({ group }) => group)).size]),
        [
          [8, 4],
          [6, 3],
          [6, 3],
        ],
      );
      const unmatched = await problemsOf(open(layout, { ...THIRDS, groupBy: '(q\\d+)' }));
      assert.match(unmatched[0]![1], /ROOT\/p0_visit0\/scan\.png: .* matches neither the file's name nor its path/);
    });

    it('reports images without mask, patterns without star and folders that are not there', async () => {
      await writeFiles(root, { ...numbered('images/', 10), ...numbered('masks/', 9, '_mask.png') });
      const problems = await problemsOf(open(MASKS, THIRDS));
      assert.deepEqual(problems, [
        [
          'mask',
          'ROOT/images/9.png: it has no mask; ROOT/masks/9_mask.png is not there. Add it, or take the image away.',
        ],
      ]);
      const wrong = await problemsOf(open({ layout: 'masks', images: 'images/0.png', masks: 'nowhere/*.png' }, THIRDS));
      assert.deepEqual(
        wrong.map(([code]) => code),
        ['layout', 'missing'],
      );
    });

    it('unites the masks of several patterns, and needs one of each for every image', async () => {
      await writeFiles(root, {
        ...numbered('images/', 10),
        ...numbered('left/', 10),
        ...numbered('right/', 9, '_r.png'),
      });
      const layout: DatasetLayout = { ...MASKS, masks: ['left/*.png', 'right/*_r.png'] };
      assert.deepEqual(await problemsOf(open(layout, THIRDS)), [
        ['mask', 'ROOT/images/9.png: it has no mask; ROOT/right/9_r.png is not there. Add it, or take the image away.'],
      ]);
      await writeFiles(root, { 'right/9_r.png': '' });
      const { parts } = await open(layout, THIRDS);
      for (const { id, mask } of parts.test) {
        const name = /\d+/.exec(id)![0];
        assert.deepEqual(mask, {
          kind: 'union',
          files: [join(root, `left/${name}.png`), join(root, `right/${name}_r.png`)],
        });
      }
    });

    it('takes no mask for an image where both lie in one folder, and finds the second mask of an image', async () => {
      await writeFiles(root, { ...numbered('', 10), ...numbered('', 10, '_mask.png') });
      const layout: DatasetLayout = { layout: 'masks', images: '*.png', masks: '*_mask.png' };
      assert.deepEqual(counts(await open(layout, THIRDS)), [4, 3, 3]);
      await writeFiles(root, { '3_mask_1.png': '' });
      const problems = await problemsOf(open(layout, THIRDS));
      assert.match(problems[0]![1], /ROOT\/3_mask_1\.png: it has no mask; ROOT\/3_mask_1_mask\.png is not there/);
      const same = await problemsOf(open({ ...layout, masks: '*.png' }, THIRDS));
      assert.match(same[0]![1], /every file that `images` matches is a mask, too/);
    });

    it('matches any ending where the pattern ends in its star, and reports two masks for one image', async () => {
      await writeFiles(root, { ...numbered('images/', 10, '.jpg'), ...numbered('masks/', 10) });
      const layout: DatasetLayout = { layout: 'masks', images: 'images/*', masks: 'masks/*' };
      assert.deepEqual(counts(await open(layout, THIRDS)), [4, 3, 3]);
      await writeFiles(root, { 'masks/4.tif': '' });
      assert.deepEqual(await problemsOf(open(layout, THIRDS)), [
        [
          'layout',
          'ROOT/masks/4.tif: `masks` matches ROOT/masks/4.png, too, and only one of them can be "4"; write the ending into the pattern.',
        ],
      ]);
    });

    it('reports a pattern that matches nothing once, not for every image', async () => {
      await writeFiles(root, { ...numbered('images/', 10), 'masks/notes.txt': 'x' });
      assert.deepEqual(await problemsOf(open(MASKS, THIRDS)), [
        ['missing', 'ROOT/masks/*_mask.png: no file matches; ROOT/masks has 0 images. Mend `masks`.'],
      ]);
    });

    it('cannot be classified', async () => {
      assert.equal((await problemsOf(open(MASKS, THIRDS, 'classification')))[0]![0], 'layout');
    });
  });

  describe('DRIVE', () => {
    const number = (index: number) => String(index).padStart(2, '0');
    function official(): Record<string, string> {
      const files: Record<string, string> = {};
      for (let i = 1; i <= 40; i++) {
        const [folder, name] = i <= 20 ? ['test', 'test'] : ['training', 'training'];
        files[`${folder}/images/${number(i)}_${name}.tif`] = '';
        files[`${folder}/1st_manual/${number(i)}_manual1.gif`] = '';
        files[`${folder}/mask/${number(i)}_${name}_mask.gif`] = '';
      }
      return files;
    }

    it('has 18 images to train, 2 to validate and 20 to test, and vessels for masks', async () => {
      await writeFiles(root, official());
      const dataset = await open({ layout: 'drive' });
      assert.deepEqual(counts(dataset), [18, 2, 20]);
      assert.deepEqual(maskFiles(dataset.parts.test[0]!.mask), [join(root, 'test/1st_manual/01_manual1.gif')]);
    });

    it('says that newer downloads lack the vessels of the test images', async () => {
      const files = Object.fromEntries(
        Object.entries(official()).filter(([name]) => !name.startsWith('test/1st_manual')),
      );
      await writeFiles(root, files);
      assert.match((await problemsOf(open({ layout: 'drive' })))[0]![1], /older release/);
    });
  });

  it('tells some of many problems, every kind among them, and how to see the others and to go on without these images', async () => {
    const rows = Array.from({ length: 100 }, (_, i) => (i === 70 ? '70.png,1' : `${i}.png,1,0`));
    await writeFiles(root, { ...numbered('images/', 71), 'labels.csv': `image,nodule,effusion\n${rows.join('\n')}` });
    const layout: DatasetLayout = { ...CSV, labelColumns: ['nodule', 'effusion'] };
    const message = (await open(layout, THIRDS).catch(String)) as string;
    const lines = message.split('\n');
    assert.match(lines[0]!, /labels\.csv:72: the row has 2 cells for 3 columns/);
    assert.deepEqual(
      lines.slice(1, 8).map((line) => /no image "(\d+)\.png"/.exec(line)?.[1]),
      ['71', '72', '73', '74', '75', '76', '77'],
    );
    assert.match(lines[8]!, /images\/70\.png: no row of \S+ names it/);
    assert.equal(lines[9], '… and 22 more like these, which `warmstart data check --deep --json` lists.');
    assert.match(lines[10]!, /`on-problem: leave-out`/);
    assert.equal(lines.length, 11);
  });

  it('hashes parts, ids and labels, not the folder they lie in', async () => {
    await writeFiles(root, { ...numbered('0/', 6), ...numbered('1/', 6) });
    const first = await open(CLASS_FOLDERS, THIRDS);
    root = join(base, 'elsewhere');
    await writeFiles(root, { ...numbered('0/', 6), ...numbered('1/', 6) });
    assert.equal((await open(CLASS_FOLDERS, THIRDS)).splitHash, first.splitHash);
    assert.notEqual((await open(CLASS_FOLDERS, { ...THIRDS, seed: 2 })).splitHash, first.splitHash);
  });
});
