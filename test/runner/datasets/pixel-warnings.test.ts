import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { checkDataset } from '../../../runner/datasets/check/check-dataset';
import type { DataWarning } from '../../../runner/datasets/check/dataset-report';
import { inspectImage } from '../../../runner/datasets/inspect-image';
import { openDataset } from '../../../runner/datasets/open-dataset';
import { pixelWarnings } from '../../../runner/datasets/pixel-warnings';
import { prepare } from '../../../runner/datasets/prepare';
import { PreparedFile } from '../../../runner/datasets/prepared-file';
import { DataThreads } from '../../../runner/feeding/data-threads';
import type { DatasetIdentity } from '../../../spec/cell';
import { numbered, temporaryFolder, writeFiles } from './temporary-dataset';

const SPLIT = { train: 0.6, validation: 0.2, test: 0.2, groupBy: null, seed: 1 };
const SIDE = 16;

/** Grey of 16 bits, from 0 up to a value. */
function upTo(greatest: number): Promise<Buffer> {
  const data = Uint16Array.from({ length: SIDE ** 2 }, (_, i) => (i * greatest) / (SIDE ** 2 - 1));
  return sharp(data, { raw: { width: SIDE, height: SIDE, channels: 1 } })
    .toColourspace('grey16')
    .png()
    .toBuffer();
}

/** A mask of stripes, each of a value. */
function stripes(values: readonly number[], bits: 8 | 16 = 8): Promise<Buffer> {
  const data = Array.from({ length: SIDE ** 2 }, (_, i) => values[i % values.length]!);
  const raw = { width: SIDE, height: SIDE, channels: 1 } as const;
  const image = bits === 8 ? sharp(Uint8Array.from(data), { raw }) : sharp(Uint16Array.from(data), { raw });
  return image
    .toColourspace(bits === 8 ? 'b-w' : 'grey16')
    .png()
    .toBuffer();
}

describe('pixelWarnings', () => {
  const threads = new DataThreads(1);
  let root: string;
  let prepared: string;
  beforeEach(async () => {
    root = await temporaryFolder();
    prepared = await temporaryFolder();
  });
  afterEach(async () => {
    for (const folder of [root, prepared]) await rm(folder, { recursive: true });
  });
  after(() => threads.dispose());

  /** What `data check`, with and without --deep, and a first and a second preparation say, which is the same. */
  async function warningsOf(identity: DatasetIdentity): Promise<readonly DataWarning[]> {
    const kind = identity.layout === 'masks' ? 'segmentation' : 'classification';
    const options = { phantomFolder: root, onProgress: () => {} };
    const { report } = await checkDataset(identity, kind, root, { ...options, deep: true });
    const said = report.warnings.filter(({ code }) => code === 'dim' || code === 'mask-values');
    const { report: brief } = await checkDataset(identity, kind, root, { ...options, deep: false });
    assert.deepEqual(
      brief.warnings.map(({ code }) => code).filter((code) => code === 'dim' || code === 'mask-values'),
      said.map(({ code }) => code),
    );
    const dataset = await openDataset(identity, kind, root, options);
    for (const _ of ['made', 'found'])
      assert.deepEqual((await prepare(dataset, { imageSize: SIDE }, join(prepared, 'pixels'), threads)).warnings, said);
    return said;
  }

  const classes: DatasetIdentity = { name: 'mine', split: null, layout: 'class-folders', classes: null };
  const masks: DatasetIdentity = { name: 'mine', split: SPLIT, layout: 'masks', images: 'i/*.png', masks: 'm/*.png' };

  async function files(prefix: string, content: (index: number) => Promise<Buffer>): Promise<void> {
    for (let i = 0; i < 5; i++) await writeFiles(root, { [`${prefix}${i}.png`]: await content(i) });
  }

  it('tell twelve bits in sixteen, with the window that shows them', async () => {
    await files('a/', () => upTo(4095));
    await files('b/', () => upTo(3000));
    const [warning, ...more] = await warningsOf(classes);
    assert.deepEqual([warning?.code, more.length], ['dim', 0]);
    assert.match(warning!.message, /^10 of 10 images of 16 bits \(for instance a\/0\.png\) have no value above 4095\./);
    assert.match(warning!.message, /`window: \{center: 2048, width: 4096\}`/);
    assert.deepEqual(await warningsOf({ ...classes, window: { center: 2048, width: 4096 } }), []);
  });

  it('say nothing of a dark image among bright ones, nor of 8 bits', async () => {
    await files('a/', (i) => upTo(i === 0 ? 4095 : 60_000));
    await writeFiles(root, numbered('b/', 5));
    assert.deepEqual(await warningsOf(classes), []);
  });

  it('tell masks that have labels, and which become foreground', async () => {
    await writeFiles(root, numbered('i/', 5));
    await files('i/', () => stripes([9, 99]));
    await files('m/', (i) => stripes(i === 0 ? [0, 255] : [0, 1, 2]));
    const [warning, ...more] = await warningsOf(masks);
    assert.deepEqual([warning?.code, more.length], ['mask-values', 0]);
    assert.match(
      warning!.message,
      /^Masks of 4 images have more than two values, for instance that of i\/1\.png: 0, 1 and 2\. .* so 2 there, and background 0 and 1;/,
    );
  });

  it('say nothing of masks with shades at their edges', async () => {
    await files('i/', () => stripes([9, 99]));
    await files('m/', () => stripes(Array.from({ length: SIDE ** 2 }, (_, i) => i)));
    assert.deepEqual(await warningsOf(masks), []);
  });

  it('name the colours of labels in colour', () => {
    const labels = [
      { value: '0', isForeground: false },
      { value: '(0, 128, 0)', isForeground: true },
      { value: '(128, 0, 0)', isForeground: true },
    ];
    const [warning] = pixelWarnings([{ id: 'a', labels }]);
    assert.match(warning!.message, /so \(0, 128, 0\) and \(128, 0, 0\) there, and background 0;/);
  });

  it('are not needed where masks of 16 bits hold 0 and 1, which are told apart', async () => {
    await files('i/', () => stripes([9, 99]));
    await files('m/', () => stripes([0, 1], 16));
    assert.deepEqual(await warningsOf(masks), []);
    const dataset = await openDataset(masks, 'segmentation', root, { phantomFolder: root });
    const { layout } = await prepare(dataset, { imageSize: SIDE }, join(prepared, 'pixels'), threads);
    const file = new PreparedFile(layout);
    assert.deepEqual([...file.mask(0).data.subarray(0, 4)], [0, 1, 0, 1]);
    file.close();
  });

  it('come as advice about a single file, too', async () => {
    await writeFiles(root, { 'dim.png': await upTo(4095), 'bright.png': await upTo(60_000) });
    assert.match((await inspectImage(join(root, 'dim.png'))).advice!, /^No value is above 4095\. .*width: 4096/);
    assert.equal((await inspectImage(join(root, 'bright.png'))).advice, undefined);
  });
});
