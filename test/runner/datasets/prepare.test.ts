import assert from 'node:assert/strict';
import { readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { DataError } from '../../../runner/datasets/data-error';
import type { Dataset, Example } from '../../../runner/datasets/dataset';
import type { MaskSource } from '../../../runner/datasets/mask-source';
import { type PreparedDataset, prepare } from '../../../runner/datasets/prepare';
import type { prepareExample } from '../../../runner/datasets/prepare-example';
import { PreparedFile } from '../../../runner/datasets/prepared-file';
import { splitHash } from '../../../runner/datasets/split-hash';
import { DataThreads } from '../../../runner/feeding/data-threads';
import { png, temporaryFolder, writeFiles } from './temporary-dataset';

describe('prepare', () => {
  const threads = new DataThreads(2);
  let root: string;
  beforeEach(async () => {
    root = await temporaryFolder();
  });
  afterEach(() => rm(root, { recursive: true }));
  after(() => threads.dispose());

  /** Names of the files of pixels. */
  async function preparedIn(): Promise<string[]> {
    const names = await readdir(join(root, 'prepared')).catch(() => []);
    return names.filter((name) => !/^digests$|\.flaws\.json$/.test(name));
  }

  /** A dataset of the images, one for training each; with masks where `masks` names them. */
  function datasetOf(images: readonly string[], masks: readonly string[] | null = null): Dataset {
    const train = images.map(
      (image, index): Example => ({
        id: image,
        image: join(root, image),
        labels: masks === null ? [index % 2] : [],
        mask: masks === null ? null : { kind: 'file', file: join(root, masks[index]!) },
        group: image,
      }),
    );
    const kind = masks === null ? 'classification' : 'segmentation';
    return { kind, classes: ['one'], parts: { train, validation: [], test: [] }, splitHash: '' };
  }

  function read({ layout, rowOf }: PreparedDataset, what: 'image' | 'mask', index: number): Uint8Array {
    const file = new PreparedFile(layout);
    try {
      return file[what](rowOf('train', index)).data;
    } finally {
      file.close();
    }
  }

  async function problemsOf(dataset: Dataset): Promise<string[]> {
    const error = await prepare(dataset, { imageSize: 32 }, join(root, 'prepared'), threads).catch(
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof DataError, String(error));
    return error.problems.map(({ message }) => message.replaceAll(root, 'ROOT'));
  }

  it('makes squares a border larger than the input for classification', async () => {
    await writeFiles(root, { 'red.png': await png(40, 20, '#ff0000'), 'blue.png': await png(10, 90, '#0000ff') });
    const prepared = await prepare(
      datasetOf(['red.png', 'blue.png']),
      { imageSize: 224 },
      join(root, 'prepared'),
      threads,
    );
    assert.equal(prepared.layout.side, 256);
    assert.deepEqual([...read(prepared, 'image', 0).subarray(0, 3)], [255, 0, 0]);
    assert.deepEqual([...read(prepared, 'image', 1).subarray(-3)], [0, 0, 255]);
  });

  it('makes squares of the size that is asked for', async () => {
    await writeFiles(root, { 'red.png': await png(40, 20, '#ff0000') });
    const size = { imageSize: 224, resize: 240 };
    const { layout, imageSize } = await prepare(datasetOf(['red.png']), size, join(root, 'prepared'), threads);
    assert.deepEqual([layout.side, imageSize], [240, 224]);
  });

  it('makes squares of the input’s size for segmentation, and masks of 0 and 1', async () => {
    const left = await sharp(await png(20, 40, '#000000'))
      .extend({ left: 20, background: '#010101' })
      .png()
      .toBuffer();
    await writeFiles(root, { 'a.png': '', 'image.png': await png(40, 40), 'mask.png': left });
    const prepared = await prepare(
      datasetOf(['image.png'], ['mask.png']),
      { imageSize: 32 },
      join(root, 'prepared'),
      threads,
    );
    assert.equal(prepared.layout.side, 32);
    const mask = read(prepared, 'mask', 0);
    assert.deepEqual(
      [...mask.subarray(0, 32)],
      Array.from({ length: 32 }, (_, x) => Number(x < 16)),
    );
  });

  it('reads the originals once, until one of them looks changed, and decodes them anew only where what they hold has', async () => {
    await writeFiles(root, { 'a.png': '', 'b.png': '' });
    const dataset = datasetOf(['a.png', 'b.png']);
    const file = join(root, 'a.png');
    const [whole, time] = [await readFile(file), new Date('2024-01-01')];
    await utimes(file, time, time);
    await prepare(dataset, { imageSize: 32 }, join(root, 'prepared'), threads);
    assert.equal((await preparedIn()).length, 1);

    // The same size and time: what it holds, now no image at all, is not looked at again.
    await writeFile(file, Buffer.alloc(whole.length));
    await utimes(file, time, time);
    await prepare(dataset, { imageSize: 32 }, join(root, 'prepared'), threads);

    await utimes(file, time, new Date());
    await assert.rejects(prepare(dataset, { imageSize: 32 }, join(root, 'prepared'), threads), DataError);
    assert.equal((await preparedIn()).length, 1, 'nothing half done is left');

    // Back in its old state at another time: read, and known.
    await writeFile(file, whole);
    await prepare(dataset, { imageSize: 32 }, join(root, 'prepared'), threads);
    assert.equal((await preparedIn()).length, 1);

    await writeFile(file, await png(8, 8, '#ff0000'));
    const prepared = await prepare(dataset, { imageSize: 32 }, join(root, 'prepared'), threads);
    assert.equal((await preparedIn()).length, 2);
    assert.deepEqual([...read(prepared, 'image', 0).subarray(0, 3)], [255, 0, 0]);
  });

  it('finds pixels prepared of the same files in another place, and makes others where names or masks change', async () => {
    await writeFiles(root, { 'a.png': '', 'b.png': '', 'moved/a.png': '', 'moved/b.png': '' });
    const dataset = datasetOf(['a.png', 'b.png']);
    const moved = dataset.parts.train.map((example) => ({ ...example, image: join(root, 'moved', example.id) }));
    const first = await prepare(dataset, { imageSize: 32 }, join(root, 'prepared'), threads);
    const parts = { ...dataset.parts, train: moved };
    const second = await prepare({ ...dataset, parts }, { imageSize: 32 }, join(root, 'prepared'), threads);
    assert.equal(second.layout.path, first.layout.path);
    const renamed = { ...dataset.parts, train: moved.map((example) => ({ ...example, id: `new ${example.id}` })) };
    const third = await prepare({ ...dataset, parts: renamed }, { imageSize: 32 }, join(root, 'prepared'), threads);
    assert.notEqual(third.layout.path, first.layout.path);
  });

  it('decodes once what two runners need at the same time', async () => {
    await writeFiles(root, { 'a.png': '', 'b.png': '' });
    const dataset = datasetOf(['a.png', 'b.png']);
    const decoded: string[] = [];
    const run = (task: 'prepare', ...parameters: Parameters<typeof prepareExample>) => {
      if (task === 'prepare') decoded.push(parameters[0].id);
      return threads.run(task, ...parameters);
    };
    const counting = Object.create(threads, { run: { value: run } }) as DataThreads;
    const both = [1, 2].map(() => prepare(dataset, { imageSize: 32 }, join(root, 'prepared'), counting));
    const [first, second] = (await Promise.all(both)) as [PreparedDataset, PreparedDataset];
    assert.equal(second.layout.path, first.layout.path);
    assert.deepEqual(decoded.sort(), ['a.png', 'b.png']);
    assert.equal((await preparedIn()).length, 1, 'no lease is left');
  });

  it('makes a file anew that was cut short', async () => {
    await writeFiles(root, { 'a.png': '' });
    const dataset = datasetOf(['a.png']);
    const first = await prepare(dataset, { imageSize: 32 }, join(root, 'prepared'), threads);
    const pixels = read(first, 'image', 0);
    const [name] = await preparedIn();
    await truncate(join(root, 'prepared', name!), 100);
    const second = await prepare(dataset, { imageSize: 32 }, join(root, 'prepared'), threads);
    assert.deepEqual(read(second, 'image', 0), pixels);
  });

  it('reports every image that cannot be used, with what to do', async () => {
    const whole = await sharp({
      create: {
        width: 200,
        height: 200,
        channels: 3,
        background: '#123456',
        noise: { type: 'gaussian', mean: 99, sigma: 30 },
      },
    })
      .jpeg()
      .toBuffer();
    const noisy = await sharp(whole).png().toBuffer();
    await writeFiles(root, {
      'cut.jpg': whole.subarray(0, whole.length / 2),
      'cut.png': noisy.subarray(0, noisy.length / 2),
      'empty.png': new Uint8Array(0),
      'text.png': 'hello',
      'drawing.png': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
      'good.png': '',
      'tiny.png': await png(1, 1),
    });
    const images = ['cut.jpg', 'cut.png', 'drawing.png', 'empty.png', 'good.png', 'gone.png', 'text.png', 'tiny.png'];
    const problems = await problemsOf(datasetOf(images));
    assert.equal(problems.length, 7, problems.join('\n'));
    assert.match(problems[0]!, /^ROOT\/cut\.jpg: it is damaged or cut short( \(.+\))?; copy it anew\.$/);
    assert.match(problems[1]!, /^ROOT\/cut\.png: it is damaged or cut short( \(.+\))?; copy it anew\.$/);
    assert.match(problems[2]!, /^ROOT\/drawing\.png: it is svg inside; only PNG/);
    assert.match(problems[3]!, /^ROOT\/empty\.png: the file is empty; copy it anew\.$/);
    assert.equal(problems[4], 'ROOT/gone.png: there is no such file; add it.');
    assert.match(problems[5]!, /^ROOT\/text\.png: it is no image that is read here/);
    assert.match(problems[6]!, /^ROOT\/tiny\.png: it has 1 x 1 pixels, and 8 x 8 are the least; replace it/);
  });

  it('reports masks of another size', async () => {
    await writeFiles(root, { 'image.png': await png(40, 30), 'mask.png': await png(30, 40) });
    assert.deepEqual(await problemsOf(datasetOf(['image.png'], ['mask.png'])), [
      'ROOT/mask.png: the mask is 30 x 40 and its image 40 x 30 (ROOT/image.png); give the mask the size of the image.',
    ]);
  });

  it('takes the foreground of any of several masks, and of run lengths down the columns', async () => {
    const dot = (left: number) =>
      sharp({ create: { width: 32, height: 32, channels: 3, background: '#000' } })
        .composite([{ input: { create: { width: 1, height: 32, channels: 3, background: '#fff' } }, left, top: 0 }])
        .png()
        .toBuffer();
    await writeFiles(root, { 'image.png': await png(32, 32), 'left.png': await dot(3), 'right.png': await dot(20) });
    const [left, right] = [join(root, 'left.png'), join(root, 'right.png')];
    const maskOf = async (mask: MaskSource) => {
      const dataset = datasetOf(['image.png'], ['left.png']);
      const train = [{ ...dataset.parts.train[0]!, mask }];
      const prepared = await prepare(
        { ...dataset, parts: { ...dataset.parts, train } },
        { imageSize: 32 },
        join(root, 'prepared'),
        threads,
      );
      return read(prepared, 'mask', 0);
    };
    const expected = Uint8Array.from({ length: 1024 }, (_, i) => Number(i % 32 === 3 || i % 32 === 20));
    assert.deepEqual(await maskOf({ kind: 'union', files: [left, right] }), expected);
    const runs = [
      [3 * 32, 32],
      [20 * 32, 30, 0, 2],
    ];
    assert.deepEqual(await maskOf({ kind: 'runs', runs, place: 'runs.csv' }), expected);
    assert.deepEqual(await maskOf({ kind: 'runs', runs: [], place: 'runs.csv' }), new Uint8Array(1024));
    await assert.rejects(
      maskOf({ kind: 'runs', runs: [[1000, 25]], place: 'runs.csv:2' }),
      /runs\.csv:2: .* 1025 pixels/,
    );
  });

  it('leaves out what cannot be used where it may, the same when it is found prepared', async () => {
    await writeFiles(root, { 'a.png': '', 'bad.png': 'hello', 'c.png': await png(8, 8, '#ff0000') });
    const dataset = { ...datasetOf(['a.png', 'bad.png', 'c.png', 'gone.png']), leftOut: [] };
    for (const _ of ['made', 'found']) {
      const prepared = await prepare(dataset, { imageSize: 32 }, join(root, 'prepared'), threads);
      const { parts, leftOut } = prepared.dataset;
      assert.deepEqual(
        parts.train.map(({ id }) => id),
        ['a.png', 'c.png'],
      );
      assert.equal(leftOut?.length, 2);
      assert.equal(prepared.dataset.splitHash, splitHash(parts));
      assert.deepEqual([...read(prepared, 'image', 1).subarray(0, 3)], [255, 0, 0]);
    }
    await assert.rejects(
      prepare({ ...dataset, leftOut: undefined }, { imageSize: 32 }, join(root, 'prepared'), threads),
      DataError,
    );
    const nothing = { ...datasetOf(['bad.png']), leftOut: [] };
    await assert.rejects(
      prepare(nothing, { imageSize: 32 }, join(root, 'prepared'), threads),
      /No image for train can be used/,
    );
  });

  it('stops when it is told to, before and amid the work, and leaves nothing half done', async () => {
    await writeFiles(root, Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`${index}.png`, ''])));
    const dataset = datasetOf(Array.from({ length: 60 }, (_, index) => `${index}.png`));
    const reason = new Error('stopped');
    await assert.rejects(
      prepare(dataset, { imageSize: 32 }, join(root, 'prepared'), threads, AbortSignal.abort(reason)),
      reason,
    );
    const stop = new AbortController();
    const prepared = prepare(dataset, { imageSize: 224 }, join(root, 'prepared'), threads, stop.signal);
    const left = assert.rejects(prepared, reason);
    // Its temporary file is there: it is at work on the images.
    while ((await preparedIn()).length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    stop.abort(reason);
    await left;
    assert.deepEqual(await preparedIn(), []);
  });
});
