import assert from 'node:assert/strict';
import { copyFile, cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { checkDataset } from '../../../../runner/datasets/check/check-dataset';
import { drawContactSheet } from '../../../../runner/datasets/check/contact-sheet';
import type { DatasetReport } from '../../../../runner/datasets/check/dataset-report';
import { PARTS } from '../../../../runner/datasets/dataset';
import { openDataset } from '../../../../runner/datasets/open-dataset';
import { kindOfLayout } from '../../../../spec/layout-kinds';
import type { DatasetLayout, SplitSettings } from '../../../../spec/spec';
import golden from '../golden/layouts.json';
import { numbered, png, temporaryFolder, writeFiles } from '../temporary-dataset';

const LAYOUTS = join(import.meta.dirname, '../golden/layouts');
const SPLIT: SplitSettings = { train: 0.7, validation: 0.1, test: 0.2, groupBy: null, seed: 1 };

type FileLayout = Exclude<DatasetLayout, { layout: 'phantom' }>;

describe('checkDataset', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function check(
    layout: FileLayout,
    root: string,
    {
      deep = false,
      split = null,
      name = layout.layout,
      isScored = false,
    }: { deep?: boolean; split?: SplitSettings | null; name?: string; isScored?: boolean } = {},
  ): Promise<DatasetReport> {
    const progress: number[] = [];
    const onProgress = (done: number, total: number) => progress.push(done / total);
    const options = { phantomFolder: folder, deep, isScored, onProgress };
    const { report } = await checkDataset({ name, split, ...layout }, kindOfLayout(layout.layout), root, options);
    if (PARTS.some((part) => report.parts[part].examples > 0)) assert.equal(progress.at(-1), 1);
    return report;
  }

  const warningsOf = ({ warnings }: DatasetReport) => warnings.map(({ code }) => code);

  it('counts images, groups and labels of each part', async () => {
    const report = await check({ layout: 'chestxray14' }, join(LAYOUTS, 'chestxray14'));
    const expected = golden.layouts.chestxray14.filter(({ part }) => part === 'test');
    const { test, train, validation } = report.parts;
    assert.equal(test.examples, expected.length);
    assert.equal(test.groups, new Set(expected.map(({ group }) => group)).size);
    assert.deepEqual(
      test.positives,
      report.classes.map((_, output) => expected.filter(({ labels }) => labels[output] === 1).length),
    );
    assert.equal(train.examples + validation.examples + test.examples, golden.layouts.chestxray14.length);
    assert.deepEqual(report.sizes, { width: [40, 40], height: [40, 40] });
    assert.deepEqual([report.problems, report.warnings, report.foreground, report.isDeep], [[], [], null, false]);
  });

  it('counts uncertain labels apart', async () => {
    const { parts, classes } = await check({ layout: 'chexpert', uncertain: 'u-ones' }, join(LAYOUTS, 'chexpert'));
    const all = golden.layouts.chexpert.filter(({ part }) => part === 'train');
    const expected = classes.map((_, output) => all.filter(({ labels }) => labels[output] === -1).length);
    const found = classes.map((_, output) => parts.train.uncertain[output]! + parts.validation.uncertain[output]!);
    assert.deepEqual(found, expected);
    assert.ok(expected.some((count) => count > 0));
  });

  it('names classes that the test part cannot score', async () => {
    const rows = Array.from(
      { length: 10 },
      (_, i) => `${i}.png,${i % 2},${Number(i < 3)},1,${i < 6 ? 'train' : 'test'}`,
    );
    await writeFiles(folder, { ...numbered('', 10), 'l.csv': `image,a,b,c,part\n${rows.join('\n')}\n` });
    const columns = { imageColumn: 'image', labelColumns: ['a', 'b', 'c'], splitColumn: 'part' };
    const split = { ...SPLIT, given: true } as const;
    const layout = { layout: 'csv', labels: 'l.csv', images: '.', ...columns } as const;
    const { warnings } = await check(layout, folder, { split, isScored: true });
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ['untested-class'],
    );
    assert.match(warnings[0]!.message, /^The mean AUC leaves out b, c: /);
  });

  it('finds missing files and masks of another size by their headers alone', async () => {
    await cp(join(LAYOUTS, 'chexpert'), folder, { recursive: true });
    await rm(join(folder, 'train/patient00001/study1/view1_frontal.jpg'));
    await writeFile(join(folder, 'train/patient00002/study1/view1_frontal.jpg'), 'no image');
    const { problems } = await check({ layout: 'chexpert', uncertain: 'u-ones' }, folder);
    assert.deepEqual(
      problems.map(({ code, file }) => [code, file.slice(folder.length + 1)]),
      [
        ['image', 'train/patient00001/study1/view1_frontal.jpg'],
        ['image', 'train/patient00002/study1/view1_frontal.jpg'],
      ],
    );
    assert.match(problems[0]!.message, /view1_frontal\.jpg: there is no such file; add it\.$/);
    await writeFiles(folder, { 'm/ManualMask/leftMask/a.png': await png(9, 8), 'm/ManualMask/rightMask/a.png': '' });
    await writeFiles(folder, { 'm/CXR_png/a.png': '' });
    const report = await check({ layout: 'montgomery' }, join(folder, 'm'));
    assert.match(
      report.problems.map(({ message }) => message).join('\n'),
      /leftMask\/a\.png: the mask is 9 x 8 and its image 8 x 8/,
    );
  });

  it('finds that the score of a task would not be defined, once nothing else is wrong', async () => {
    const rows = numbered('', 12);
    const labels = Object.keys(rows).map(
      (name, index) => `${name},0,${Number(index < 5)},${index < 8 ? 'train' : 'test'}`,
    );
    await writeFiles(folder, { ...rows, 'labels.csv': `image,nodule,mass,part\n${labels.join('\n')}\n` });
    const layout = {
      layout: 'csv',
      labels: 'labels.csv',
      images: '.',
      imageColumn: 'image',
      labelColumns: ['nodule', 'mass'],
      splitColumn: 'part',
    } as const;
    assert.deepEqual((await check(layout, folder)).problems, []);
    const messages = async () =>
      (await check(layout, folder, { isScored: true })).problems.map(({ message }) => message);
    const [only, ...others] = await messages();
    assert.match(only!, /: the AUC of the test part is not defined: none of nodule, mass has both /);
    assert.deepEqual(others, []);
    await writeFiles(folder, { 'labels.csv': `image,nodule,mass,part\n${labels.join('\n')}\ngone.png,x,1,test\n` });
    assert.ok((await messages()).every((message) => !message.includes('AUC')));
  });

  it('finds a patient in two parts', async () => {
    await cp(join(LAYOUTS, 'chestxray14'), folder, { recursive: true });
    await writeFile(join(folder, 'a.txt'), '00000001_000.png\n00000002_000.png\n00000003_000.png\n');
    await writeFile(join(folder, 'b.txt'), '00000001_001.png\n00000004_000.png\n');
    const split = { ...SPLIT, lists: { train: 'a.txt', validation: null, test: 'b.txt' } };
    const report = await check({ layout: 'chestxray14' }, folder, { split });
    assert.deepEqual(warningsOf(report), ['shared-group']);
    assert.match(
      report.warnings[0]!.message,
      /^1 patient is in two parts: 1 \((train|validation) and test\)\. 1 of the 2 test/,
    );
  });

  it('names the patients that are in two of the parts that folders or a column give, and counts them', async () => {
    const files = ['train/0/p1_0', 'train/1/p2_0', 'val/0/p2_1', 'val/1/p3_0', 'test/0/p4_0', 'test/1/p2_2'];
    await writeFiles(folder, Object.fromEntries(files.map((file) => [`${file}.png`, ''])));
    const split = { ...SPLIT, groupBy: '(p\\d)_', given: true } as const;
    const layout = { layout: 'class-folders', classes: null } as const;
    await writeFiles(folder, { 'train/0/p3_1.png': '', 'test/0/p1_1.png': '', 'test/0/p1_2.png': '' });
    const { warnings, problems, notes } = await check(layout, folder, { split });
    assert.deepEqual([problems, notes], [[], []]);
    const { given: _, ...drawn } = split;
    const redrawn = await check(layout, folder, { split: { ...drawn, groupBy: null } });
    assert.match(redrawn.notes[0]!.message, /^It comes in parts, and `split` draws others; `split: \{parts: given\}`/);
    assert.deepEqual(
      warnings.map(({ code, groups }) => [code, groups]),
      [['shared-group', ['p1 (train and test)', 'p2 (all three)', 'p3 (train and validation)']]],
    );
    assert.equal(
      warnings[0]!.message,
      '3 patients are in two parts (1 in train and test, 1 in all three, 1 in train and validation): ' +
        'p1 (train and test), p2 (all three), p3 (train and validation). ' +
        '3 of the 4 test images are of such a patient: scores may be too good.',
    );

    const rows = Array.from({ length: 6 }, (_, i) => `${i}.png,${i % 2},${['train', 'val', 'test'][i >> 1]},${i >> 2}`);
    await writeFiles(folder, { ...numbered('images/', 6), 'l.csv': `image,sick,part,patient\n${rows.join('\n')}\n` });
    const table = await check(
      {
        layout: 'csv',
        labels: 'l.csv',
        images: 'images',
        imageColumn: 'image',
        labelColumns: ['sick'],
        splitColumn: 'part',
      },
      folder,
      { split: { ...SPLIT, groupBy: 'patient', given: true } },
    );
    assert.equal(table.warnings[0]!.message, '1 patient is in two parts: 0 (train and validation).');
    assert.deepEqual(
      PARTS.map((part) => table.parts[part].examples),
      [2, 2, 2],
    );
  });

  it('finds the same pixels twice, within a part and across, whatever the format', async () => {
    await cp(join(LAYOUTS, 'drive'), folder, { recursive: true });
    await copyFile(join(folder, 'training/images/21_training.tif'), join(folder, 'training/images/22_training.tif'));
    const copy = await sharp(join(folder, 'training/images/23_training.tif')).png().toBuffer();
    await rm(join(folder, 'test/images/02_test.tif'));
    await writeFile(join(folder, 'test/images/02_test.png'), copy);
    assert.deepEqual(warningsOf(await check({ layout: 'drive' }, folder)), []);
    const { warnings } = await check({ layout: 'drive' }, folder, {
      deep: true,
      split: { ...SPLIT, train: 0.9, test: 0.05, validation: 0.05 },
    });
    const text = warnings
      .filter(({ code }) => code === 'duplicate')
      .map(({ message }) => message)
      .join('\n');
    assert.match(text, /22_training\.tif/);
    assert.match(text, /02_test\.png|23_training\.tif/);
  });

  it('catches the field of view that is taken for vessels', async () => {
    const vessels = await check({ layout: 'drive' }, join(LAYOUTS, 'drive'), { deep: true });
    assert.deepEqual(warningsOf(vessels), []);
    assert.ok(vessels.foreground!.median > 0.05 && vessels.foreground!.median < 0.1);
    const layout = {
      layout: 'masks',
      images: 'training/images/*_training.tif',
      masks: 'training/mask/*_training_mask.gif',
    } as const;
    for (const deep of [true, false]) {
      const view = await check(layout, join(LAYOUTS, 'drive'), { deep, name: 'drive', split: { ...SPLIT } });
      assert.deepEqual(warningsOf(view), ['foreground']);
      assert.match(view.warnings[0]!.message, /field of view \(mask\/\), not the vessels/);
    }
  });

  it('decodes ten masks, spread over the dataset, where it is not to decode them all', async () => {
    const files = Array.from({ length: 25 }, (_, i) => [`images/${i}.png`, `masks/${i}.png`]).flat();
    await writeFiles(folder, Object.fromEntries(files.map((name) => [name, ''])));
    const layout = { layout: 'masks', images: 'images/*.png', masks: 'masks/*.png' } as const;
    const few = await check(layout, folder, { split: SPLIT });
    assert.deepEqual([few.foreground?.masks, few.foreground?.median], [9, 1]);
    const all = await check(layout, folder, { split: SPLIT, deep: true });
    assert.deepEqual([all.foreground?.masks, all.foreground?.median], [25, 1]);
    // Half of its ten masks have no run.
    const siim = await check({ layout: 'siim-acr' }, join(LAYOUTS, 'siim-acr'));
    assert.deepEqual([siim.foreground?.masks, siim.foreground?.empty], [5, 0]);
  });

  it('finds images of a pixel by their headers, and by what is in them', async () => {
    await writeFiles(folder, { ...numbered('a/', 6), ...numbered('b/', 6), 'b/3.png': await png(1, 1) });
    for (const deep of [true, false]) {
      const { problems } = await check({ layout: 'class-folders', classes: null }, folder, { deep });
      assert.match(
        problems.map(({ message }) => message).join(),
        /^\S+b\/3\.png: it has 1 x 1 pixels, and [^,]+, or leave it out\.$/,
      );
    }
  });

  it('finds DICOM files of several frames, and of a kind that is not read, by their headers alone', async () => {
    await writeFiles(folder, { ...numbered('a/', 6), ...numbered('b/', 6) });
    for (const name of ['frames', 'no-pixels', 'syntax'])
      await copyFile(join(LAYOUTS, `../dicom-unreadable/${name}.dcm`), join(folder, `a/${name}.dcm`));
    const { problems } = await check({ layout: 'class-folders', classes: null }, folder);
    assert.equal(problems.length, 3);
    assert.match(problems[0]!.message, /a\/frames\.dcm: it has 2 frames; only single images are read/);
    assert.match(problems[1]!.message, /a\/no-pixels\.dcm: it is a DICOM file without an image/);
    assert.match(problems[2]!.message, /a\/syntax\.dcm: its transfer syntax \S+ is not read/);
  });

  it('notes what lies beside images and masks and is none of them', async () => {
    await writeFiles(folder, { ...numbered('i/', 10), ...numbered('m/', 12), 'i/scan.bmp': 'BM', 'i/80.jpg': '' });
    await writeFiles(folder, { 'm/Thumbs.db': 'x', 'i/.DS_Store': 'x' });
    const layout = { layout: 'masks', images: 'i/*.png', masks: 'm/*.png' } as const;
    const { notes, problems } = await check(layout, folder, { split: SPLIT });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      notes.map(({ message }) => message),
      [
        '2 files beside the images are of no kind that is read, for instance i/scan.bmp.',
        '1 image is not used: i/80.jpg.',
        '2 masks are of no image, for instance m/10.png.',
      ],
    );
    await writeFiles(folder, { 'i/90.png': '' });
    const report = await check(layout, folder, { split: SPLIT });
    assert.deepEqual(
      report.notes.map(({ code }) => code),
      ['other-files'],
      'what a problem tells is not told twice',
    );
    assert.equal(report.problems.length, 1);
  });

  it('notes images of studies and patients that no row names', async () => {
    await cp(join(LAYOUTS, 'rsna-pe'), join(folder, 'rsna-pe'), { recursive: true });
    await cp(join(LAYOUTS, 'chexpert'), join(folder, 'chexpert'), { recursive: true });
    await writeFiles(folder, {
      'rsna-pe/train/other/series/slice.dcm': '',
      'chexpert/valid/patient9/study1/a.jpg': '',
    });
    const reports = [
      await check({ layout: 'rsna-pe' }, join(folder, 'rsna-pe')),
      await check({ layout: 'chexpert', uncertain: 'u-ones' }, join(folder, 'chexpert')),
    ];
    assert.deepEqual(
      reports.map(({ notes }) => notes.map(({ message }) => message)),
      [['1 image is not used: train/other/series/slice.dcm.'], ['1 image is not used: valid/patient9/study1/a.jpg.']],
    );
  });

  it('takes no table of the dataset for a file that is left over', async () => {
    const rows = ['name,ill', ...Array.from({ length: 10 }, (_, i) => `${i}.png,${i % 2}`)];
    await writeFiles(folder, { ...numbered('', 10), 'labels.csv': rows.join('\n') });
    const table = { labels: 'labels.csv', images: '.', imageColumn: 'name', labelColumns: ['ill'], splitColumn: null };
    const { notes, problems } = await check({ layout: 'csv', ...table }, folder, { split: SPLIT });
    assert.deepEqual([notes, problems], [[], []]);
    for (const layout of ['drive', 'montgomery', 'shenzhen', 'chestxray14', 'rsna-pe', 'siim-acr'] as const)
      assert.deepEqual((await check({ layout }, join(LAYOUTS, layout))).notes, [], layout);
  });

  it('draws images with their masks outlined', async () => {
    const root = join(LAYOUTS, 'montgomery');
    const dataset = await openDataset({ name: 'm', split: null, layout: 'montgomery' }, 'segmentation', root, {
      phantomFolder: folder,
    });
    const sheet = sharp(await drawContactSheet(dataset));
    const { width, height, format } = await sheet.metadata();
    assert.deepEqual([width, height, format], [6 * 200 + 8, 2 * 234 + 8, 'png']);
    // The first lung of the first image: its left border is cyan, and what is inside of it grey.
    const { data, info } = await sheet
      .extract({ left: 8, top: 8, width: 192, height: 192 })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const colour = (x: number, y: number) => [...data.subarray((y * 192 + x) * info.channels).subarray(0, 3)];
    const row = Array.from({ length: 192 }, (_, x) => colour(x, 80));
    assert.equal(row.filter(([red, green, blue]) => red === 0 && green === 230 && blue === 255).length, 4);
    assert.ok(row.filter(([red, green, blue]) => red === green && green === blue).length > 180);
  });
});
