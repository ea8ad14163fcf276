import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGunzip } from 'node:zlib';
import { ProblemList } from '../../../runner/datasets/data-error';
import { type Example, PARTS } from '../../../runner/datasets/dataset';
import { decodeImage } from '../../../runner/datasets/decode';
import { toRgb } from '../../../runner/datasets/grey-to-rgb';
import { inspectImage } from '../../../runner/datasets/inspect-image';
import { surveyDataset } from '../../../runner/datasets/open-dataset';
import { readMask } from '../../../runner/datasets/read-example';
import { cacheFolder } from '../../../runner/engines/cache-folder';
import type { DatasetIdentity } from '../../../spec/cell';
import { kindOfLayout } from '../../../spec/layout-kinds';
import { temporaryFolder, writeFiles } from './temporary-dataset';

/** The Python that `npm run golden` sets up, with Pillow, NumPy and pydicom. */
const PYTHON = join(cacheFolder(), 'peer', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');

/** What the independent reading says of an example, as far as it goes. */
interface Reading {
  readonly part?: string;
  readonly labels?: readonly number[];
  readonly group?: string;
  readonly stored?: string;
  readonly rgb?: string | null;
  readonly values?: string;
  readonly sum?: number;
  readonly mask?: string;
}

type Layout = Exclude<DatasetIdentity, { layout: 'phantom' }>;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/**
 * The loaders held to an independent reading of real files, real/read_real.py, which knows the layouts alone: every label, group, part, pixel and
 * mask. The files lie where WARMSTART_TEST_DATA says, each set in its own folder, large tables gzipped.
 */
describe('an independent reading of real data', function () {
  this.timeout(900_000);
  const data = process.env.WARMSTART_TEST_DATA ?? '';
  let folder: string;
  before(async () => {
    folder = await temporaryFolder();
  });
  after(() => rm(folder, { recursive: true }));

  async function readingOf(context: Mocha.Context, home: string, set: string): Promise<Record<string, Reading>> {
    const lacks = data === '' || !existsSync(join(data, home));
    if (lacks || !existsSync(PYTHON)) {
      console.log(
        lacks
          ? `      set WARMSTART_TEST_DATA to a folder with ${home} to run this`
          : `      \`npm run golden\` sets up ${PYTHON}, which this needs`,
      );
      context.skip();
    }
    const script = join(import.meta.dirname, 'real/read_real.py');
    const { stdout } = await promisify(execFile)(PYTHON, [script, data, set], { maxBuffer: 2 ** 30 });
    return JSON.parse(stdout) as Record<string, Reading>;
  }

  async function unpack(packed: string, to: string): Promise<void> {
    await mkdir(join(folder, to, '..'), { recursive: true });
    await pipeline(createReadStream(join(data, packed)), createGunzip(), createWriteStream(join(folder, to)));
  }

  /** Every example that the loader finds, as the independent reading would tell it; of each only what that one tells. */
  async function foundBy(layout: Layout, root: string, reading: Readonly<Record<string, Reading>>) {
    const kind = kindOfLayout(layout.layout);
    const { dataset } = await surveyDataset(layout, kind, root, { phantomFolder: folder });
    const found: Record<string, Reading> = {};
    for (const part of PARTS) {
      for (const example of dataset.parts[part]) {
        const { labels, group } = example;
        const all = { part, labels, group, ...(await pixelsOf(example, reading[example.id] ?? {})) };
        const told = Object.keys(reading[example.id] ?? all);
        found[example.id] = Object.fromEntries(Object.entries(all).filter(([key]) => told.includes(key)));
      }
    }
    return found;
  }

  async function pixelsOf({ image, mask }: Example, expected: Reading): Promise<Reading> {
    const pixels = 'stored' in expected ? toRgb(await decodeImage(image)) : null;
    const stored = pixels && (await inspectImage(image)).stored;
    const problems = new ProblemList();
    // Masks of run lengths are painted without their images, which have one size.
    const drawn =
      'sum' in expected ? await readMask(mask!, pixels ?? { width: 1024, height: 1024 }, image, problems) : null;
    assert.deepEqual(problems.all, []);
    return {
      ...(pixels && stored && { stored, rgb: expected.rgb === null ? null : sha256(pixels.data) }),
      ...(drawn && { sum: sumOf(drawn.data), mask: sha256(drawn.data) }),
    };
  }

  function compare(context: Mocha.Context, found: Record<string, Reading>, expected: Record<string, Reading>): void {
    const ids = Object.keys(expected);
    assert.ok(ids.length > 0);
    assert.deepEqual(Object.keys(found).sort(), ids.sort());
    const different = ids.filter((id) => JSON.stringify(sorted(found[id]!)) !== JSON.stringify(sorted(expected[id]!)));
    for (const id of different.slice(0, 1))
      assert.deepEqual(found[id], expected[id], `${different.length} differ: ${id}`);
    const masks = ids.filter((id) => 'mask' in expected[id]!).length;
    context.test!.title += `: ${ids.length} of ${ids.length} equal${masks > 0 ? `, ${masks} masks` : ''}`;
  }

  it('of DRIVE', async function () {
    const expected = await readingOf(this, 'DRIVE', 'drive');
    const layout: Layout = { name: 'drive', layout: 'drive', split: null };
    const found = await foundBy(layout, join(data, 'DRIVE'), expected);
    // Two of the official training images are for validation, whichever they are.
    for (const one of Object.values(found)) if (one.part === 'validation') Object.assign(one, { part: 'train' });
    compare(this, found, expected);
  });

  it('of images in class folders', async function () {
    const expected = await readingOf(this, 'nih-thumbnails', 'thumbnails');
    const layout: Layout = { name: 'thumbnails', layout: 'class-folders', classes: null, split: null };
    compare(this, await foundBy(layout, join(data, 'nih-thumbnails'), expected), expected);
  });

  it('of ChestX-ray14', async function () {
    const expected = await readingOf(this, 'nih', 'chestxray14');
    await unpack('nih/Data_Entry_2017_v2020.csv.gz', 'nih/Data_Entry_2017_v2020.csv');
    await symlink(join(data, 'nih/images'), join(folder, 'nih/images'));
    const split = { train: 0.7, validation: 0.1, test: 0.2, groupBy: null, seed: 1 };
    const layout: Layout = { name: 'nih', layout: 'chestxray14', split };
    compare(this, await foundBy(layout, join(folder, 'nih'), expected), expected);
  });

  it('of CheXpert’s table', async function () {
    const expected = await readingOf(this, 'chexpert', 'chexpert');
    await unpack('chexpert/train.csv.gz', 'chexpert/train.csv');
    const layout: Layout = { name: 'chexpert', layout: 'chexpert', uncertain: 'lsr-ones', split: null };
    compare(this, await foundBy(layout, join(folder, 'chexpert'), expected), expected);
  });

  it('of Shenzhen', async function () {
    const expected = await readingOf(this, 'shenzhen', 'shenzhen');
    const layout: Layout = { name: 'shenzhen', layout: 'shenzhen', split: null };
    compare(this, await foundBy(layout, join(data, 'shenzhen'), expected), expected);
  });

  it('of images beside masks (Shenzhen’s lungs)', async function () {
    const expected = await readingOf(this, 'shenzhen', 'shenzhen_masks');
    const split = { train: 0.7, validation: 0.1, test: 0.2, groupBy: null, seed: 1 };
    const layout: Layout = {
      name: 'lungs',
      layout: 'masks',
      images: 'CXR_png/*.png',
      masks: 'lungmasks/*_mask.png',
      split,
    };
    compare(this, await foundBy(layout, join(data, 'shenzhen'), expected), expected);
  });

  it('of Montgomery', async function () {
    const expected = await readingOf(this, 'montgomery', 'montgomery');
    const layout: Layout = { name: 'montgomery', layout: 'montgomery', split: null };
    compare(this, await foundBy(layout, join(data, 'montgomery'), expected), expected);
  });

  it('of SIIM-ACR’s run lengths', async function () {
    const expected = await readingOf(this, 'siim', 'siim');
    await unpack('siim/train-rle.csv.gz', 'siim/train-rle.csv');
    // Images are only looked for here.
    const names = Object.keys(expected).map((id) => [`siim/dicom-images-train/study/series/${id}.dcm`, '-'] as const);
    await writeFiles(folder, Object.fromEntries(names));
    const layout: Layout = { name: 'siim', layout: 'siim-acr', split: null };
    compare(this, await foundBy(layout, join(folder, 'siim'), expected), expected);
  });

  it('of DICOM files', async function () {
    const expected = await readingOf(this, 'dicom', 'dicom');
    const found: Record<string, Reading> = {};
    for (const id of Object.keys(expected)) {
      const { stored, values } = await inspectImage(join(data, id));
      found[id] = { stored, values };
    }
    compare(this, found, expected);
  });
});

function sumOf(data: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += data[i]!;
  return sum;
}

/** Its entries in the order of their keys. */
function sorted(reading: Reading): readonly (readonly [string, unknown])[] {
  return Object.entries(reading).sort(([a], [b]) => (a < b ? -1 : 1));
}
