import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { decodeImage } from '../../../runner/datasets/decode';
import { readDicomHeader } from '../../../runner/datasets/dicom/read-dicom-header';
import { readImageSize } from '../../../runner/datasets/image-size';
import { inspectImage } from '../../../runner/datasets/inspect-image';
import { explainRaster } from '../../../runner/datasets/raster';
import { type ImageProblemCode, UnreadableImage } from '../../../runner/datasets/unreadable-image';
import { temporaryFolder } from './temporary-dataset';

const GOLDEN = join(import.meta.dirname, 'golden');
const golden = (...path: string[]) => join(GOLDEN, ...path);
const read = (...path: string[]) => Buffer.from(readFileSync(golden(...path)));

/** Changes the first place where `find` stands. */
function replaced(bytes: Buffer, find: readonly number[], by: readonly number[]): Buffer {
  const at = bytes.indexOf(Buffer.from(find));
  assert.ok(at >= 0, 'the file has no such bytes');
  bytes.set(by, at);
  return bytes;
}

/** SOI, SOF0 and the start of APP0 of a JPEG, SOC and SIZ of JPEG 2000. */
const [START, FRAME, SIZE] = [
  [0xff, 0xd8, 0xff],
  [0xff, 0xc0],
  [0xff, 0x4f, 0xff, 0x51],
];

const wrong: Readonly<Record<string, readonly [ImageProblemCode, () => Buffer]>> = {
  'a text named .png': ['format', () => Buffer.from('patient,label\n1,0\n')],
  'a drawing, which may refer to other files': [
    'format',
    () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
  ],
  'no bytes': ['empty', () => Buffer.alloc(0)],
  'a PNG that is cut short': ['damaged', () => read('rasters', 'rgb-16.png').subarray(0, 150)],
  'a JPEG that is cut short': ['damaged', () => read('rasters', 'ycbcr-422.jpg').subarray(0, 700)],
  'a TIFF whose pixels are cut short': ['damaged', () => read('rasters', 'rgb-16-big-endian.tif').subarray(0, -100)],
  'a TIFF whose tiles are cut short': ['damaged', () => tiff(1, TILE).subarray(0, -1)],
  'a TIFF whose compressed pixels are damaged': [
    'damaged',
    () => read('rasters', 'grey-16-lzw.tif').fill(0xff, 12, 99),
  ],
  'a TIFF with a tile that is damaged': ['damaged', () => deflated(Buffer.alloc(90, 0xff))],
  'a TIFF that is cut short before its directory': ['damaged', () => tiff(1).subarray(0, 9)],
  'a TIFF of 5 channels': ['colour', () => tiff(5)],
  'a TIFF of 6 channels': ['colour', () => tiff(6)],
  'a PNG that claims 100,000 x 100,000 pixels': ['size', () => hugePng()],
  'a DICOM file whose elements are cut short': ['damaged', () => read('dicom', 'rgb.dcm').subarray(0, 500)],
  'a DICOM file whose pixels are cut short': ['damaged', () => read('dicom', 'implicit-little.dcm').subarray(0, -4)],
  'a fragment that is cut short': ['damaged', () => read('dicom', 'jpeg-8.dcm').subarray(0, -200)],
  'a deflated file that is cut short': ['damaged', () => read('dicom', 'deflated.dcm').subarray(0, -60)],
  'a fragment that claims 4 GB': ['damaged', () => lyingFragment()],
  // It took a minute: JPEG-LS's decoder looked for the end through all of memory.
  'a JPEG-LS frame without an end': ['damaged', () => replaced(read('dicom', 'jpeg-ls-rgb.dcm'), [0xff, 0xd9], [0, 0])],
  'a JPEG frame of another size': [
    'damaged',
    () => replaced(read('dicom', 'jpeg-8.dcm'), FRAME, [...FRAME, 0, 11, 8, 0xff, 0xff, 0xff, 0xff]),
  ],
  'a JPEG frame with a marker that decoders wait behind for ever': [
    'damaged',
    () => replaced(read('dicom', 'jpeg-8.dcm'), START, [...START, 0x01]),
  ],
  'a JPEG 2000 frame of another size': [
    'damaged',
    () => replaced(read('dicom', 'jpeg-2000-8.dcm'), SIZE, [...SIZE, 0, 41, 0, 0, 0x7f, 0xff, 0xff, 0xff]),
  ],
  'RLE of two thousand million segments': [
    'damaged',
    () => replaced(read('dicom', 'rle-16.dcm'), [2, 0, 0, 0, 64, 0, 0, 0], [0xff, 0xff, 0xff, 0x7f]),
  ],
  'a JPEG frame of noise': ['damaged', () => noiseBehind(read('dicom', 'jpeg-lossless-sv1.dcm'), [0xff, 0xc4])],
  'a JPEG-LS frame of noise': ['damaged', () => noiseBehind(read('dicom', 'jpeg-ls.dcm'), [0xff, 0xda])],
};

function lyingFragment(): Buffer {
  const bytes = read('dicom', 'rle-16.dcm');
  bytes.writeUInt32LE(0xfffffff0, bytes.lastIndexOf(Buffer.from([0xfe, 0xff, 0x00, 0xe0])) + 4);
  return bytes;
}

/** Fields of a TIFF that has one strip, or one tile of 16 x 16: its offset and its length. */
const [STRIP, TILE] = [
  [273, 279],
  [324, 325],
] as const;

/** A tile by deflate, and a field that no specification knows. */
function deflated(tile: Buffer = deflateSync(Buffer.alloc(256))): Buffer {
  return tiff(1, TILE, tile, [
    [259, 3, 1, 8],
    [65_123, 4, 1, 7],
  ]);
}

/** 16 x 16 samples of 8 bits, behind their directory. */
function tiff(
  channels: number,
  [offset, length]: readonly [number, number] = STRIP,
  data: Buffer = Buffer.alloc(256 * channels),
  more: readonly (readonly [number, number, number, number])[] = [],
): Buffer {
  const sides = [256, 257, ...(offset === TILE[0] ? [322, 323] : [])];
  const bits = 8 + 2 + 12 * (5 + sides.length + more.length) + 4;
  const pixels = bits + 2 * channels;
  const fields = [
    ...sides.map((tag) => [tag, 4, 1, 16] as const),
    [258, 3, channels, channels > 2 ? bits : 8],
    [262, 3, 1, 1],
    [277, 3, 1, channels],
    [offset, 4, 1, pixels],
    [length, 4, 1, data.length],
    ...more,
  ] as const;
  const file = Buffer.concat([Buffer.alloc(pixels), data]);
  file.set([...Buffer.from('II'), 42, 0, 8, 0, 0, 0, fields.length]);
  for (const [i, [tag, type, count, value]] of fields.toSorted(([a], [b]) => a - b).entries()) {
    const at = 10 + 12 * i;
    file.writeUInt16LE(tag, at);
    file.writeUInt16LE(type, at + 2);
    file.writeUInt32LE(count, at + 4);
    file.writeUInt32LE(value, at + 8);
  }
  for (let i = 0; i < channels; i++) file.writeUInt16LE(8, bits + 2 * i);
  return file;
}

/** A header and nothing more. */
function hugePng(): Buffer {
  const png = read('rasters', 'grey-8.png');
  png.writeUInt32BE(100_000, 16);
  png.writeUInt32BE(100_000, 20);
  return png;
}

/** Everything from eight bytes behind a marker on is replaced. */
function noiseBehind(bytes: Buffer, marker: readonly number[]): Buffer {
  for (let at = bytes.indexOf(Buffer.from(marker)) + 8; at < bytes.length - 8; at++) bytes[at] = (at * 167) % 251;
  return bytes;
}

const hasCode = (code: ImageProblemCode) => (error: unknown) =>
  error instanceof UnreadableImage && error.code === code && /[.:;]/.test(error.message);

describe('unreadable images', () => {
  let folder: string;
  before(async () => {
    folder = await temporaryFolder();
  });
  after(() => rm(folder, { recursive: true }));

  for (const [what, [code, bytes]] of Object.entries(wrong)) {
    it(`are found, and the next image is read: ${what}`, async () => {
      const file = join(folder, 'image.png');
      await writeFile(file, bytes());
      await assert.rejects(decodeImage(file), hasCode(code));
      await assert.rejects(inspectImage(file), hasCode(code));
      for (const good of ['jpeg-8', 'jpeg-ls', 'jpeg-2000-8']) await decodeImage(golden('dicom', `${good}.dcm`));
    });
  }

  for (const file of readdirSync(golden('dicom-unreadable'))) {
    it(`are found among DICOM files: ${file}`, async () => {
      const code = parse(file).name.replace(/-\d$/, '');
      await assert.rejects(decodeImage(golden('dicom-unreadable', file)), (error: unknown) => {
        return error instanceof UnreadableImage && error.code === code;
      });
    });
  }

  it('are found among files of several pages, if those are as large as the first', async () => {
    const page = (side: number, background: string) =>
      sharp({ create: { width: side, height: side, channels: 3, background } })
        .png()
        .toBuffer();
    for (const format of ['gif', 'tiff'] as const) {
      const stack = join(folder, `stack.${format}`);
      await sharp([await page(9, 'white'), await page(9, 'black')], { join: { animated: true } })
        .toFormat(format)
        .toFile(stack);
      await assert.rejects(decodeImage(stack), hasCode('frames'));
      assert.equal((await inspectImage(stack)).frames, 2);
    }
    const levels = join(folder, 'levels.tiff');
    await sharp(await page(600, 'grey'))
      .tiff({ pyramid: true, tile: true })
      .toFile(levels);
    assert.equal((await decodeImage(levels)).width, 600);
    assert.ok((await inspectImage(levels)).frames > 1);
  });

  it('are not TIFFs of all their tiles or strips', async () => {
    for (const bytes of [tiff(1), tiff(1, TILE), deflated()]) {
      const file = join(folder, 'whole.tif');
      await writeFile(file, bytes);
      assert.equal((await decodeImage(file)).width, 16);
    }
  });

  it('are not those whose name says another kind', async () => {
    const [jpeg, dicom] = [join(folder, 'jpeg.dcm'), join(folder, 'dicom.png')];
    await writeFile(jpeg, read('rasters', 'ycbcr-422.jpg'));
    await writeFile(dicom, read('dicom', 'jpeg-8.dcm'));
    for (const file of [jpeg, dicom]) {
      const { width, height } = await decodeImage(file);
      assert.deepEqual(await readImageSize(file), { width, height });
    }
  });

  it('are not told with a reason that says nothing', () => {
    for (const nothing of ['Unknown error', 'Input buffer has corrupt header:', ''])
      assert.doesNotMatch(explainRaster(new Error(nothing), Buffer.from('GIF89a')).message, /\(\)|Unknown|:/);
  });

  it('are found where there is no file', async () => {
    await assert.rejects(decodeImage(join(folder, 'nowhere.png')), hasCode('missing'));
    await assert.rejects(readDicomHeader(join(folder, 'nowhere.dcm')), hasCode('missing'));
  });

  it('do not disturb images that are decoded at the same time', async () => {
    const damaged = join(folder, 'damaged.dcm');
    await writeFile(damaged, noiseBehind(read('dicom', 'jpeg-ls.dcm'), [0xff, 0xda]));
    const files = ['jpeg-8', 'jpeg-ls', 'jpeg-2000-8', 'jpeg-12'].map((name) => golden('dicom', `${name}.dcm`));
    const results = await Promise.allSettled([damaged, ...files, damaged, ...files].map((file) => decodeImage(file)));
    assert.deepEqual(
      results.map(({ status }) => status),
      ['rejected', ...files.map(() => 'fulfilled'), 'rejected', ...files.map(() => 'fulfilled')],
    );
  });
});

describe('readDicomHeader', () => {
  it('says whose image it is and how large, without its pixels', async () => {
    const { patient, study, series, instance, transferSyntax, image } = await readDicomHeader(
      golden('dicom', 'big.dcm'),
    );
    assert.deepEqual([patient, study, series, instance], ['P7', '1.2.3', '1.2.3.1', '1.2.3.4']);
    assert.equal(transferSyntax.name, 'Explicit VR Big Endian');
    assert.deepEqual([image?.rows, image?.columns, image?.padding], [7, 9, [-2000, -2000]]);
  });

  it('reads headers that are longer than its first look, and deflated ones', async () => {
    assert.equal((await readDicomHeader(golden('dicom', 'deflated.dcm'))).image?.rows, 7);
    const folder = await temporaryFolder();
    const bytes = read('dicom', 'rgb.dcm');
    // A private text of 60,000 letters before the pixels.
    const at = bytes.indexOf(Buffer.from([0xe0, 0x7f, 0x10, 0x00]));
    const text = Buffer.concat([
      Buffer.from([0x29, 0, 0x10, 0x10, ...Buffer.from('UT'), 0, 0, 0x60, 0xea, 0, 0]),
      Buffer.alloc(60_000, 'a'),
    ]);
    const file = join(folder, 'long.dcm');
    await writeFile(file, Buffer.concat([bytes.subarray(0, at), text, bytes.subarray(at)]));
    assert.equal((await readDicomHeader(file)).image?.columns, 8);
    await rm(folder, { recursive: true });
  });

  it('takes no frames for as many as there are pixels of, as pydicom does', async () => {
    const folder = await temporaryFolder();
    const bytes = read('dicom', 'explicit-little.dcm');
    const at = bytes.indexOf(Buffer.from([0x28, 0, 0x10, 0]));
    const noFrames = Buffer.from([0x28, 0, 0x08, 0, ...Buffer.from('IS'), 2, 0, ...Buffer.from('0 ')]);
    const file = join(folder, 'frames.dcm');
    const whole = Buffer.concat([bytes.subarray(0, at), noFrames, bytes.subarray(at)]);
    await writeFile(file, whole);
    assert.deepEqual(await decodeImage(file), await decodeImage(golden('dicom', 'explicit-little.dcm')));
    // Half of the rows, which leaves pixels for two.
    whole.writeUInt16LE(whole.readUInt16LE(at + noFrames.length + 8) >> 1, at + noFrames.length + 8);
    await writeFile(file, whole);
    await assert.rejects(decodeImage(file), hasCode('frames'));
    await rm(folder, { recursive: true });
  });

  it('knows that there is no image', async () => {
    assert.equal((await readDicomHeader(golden('dicom-unreadable', 'no-pixels.dcm'))).image, null);
  });
});
