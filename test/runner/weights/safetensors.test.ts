import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NamedTensor } from '../../../runner/weights/named-tensors';
import { readSafetensors, writeSafetensors } from '../../../runner/weights/safetensors';
import { WeightsError } from '../../../runner/weights/weights-error';

const GOLDEN = join(import.meta.dirname, 'golden');

interface Expected {
  readonly shape: number[];
  readonly kind: 'float' | 'int';
  readonly values: (string | number)[];
}

/** A file of the format: header text, bytes of data, and a header length that may be wrong. */
function fileOf(header: string | Buffer, data = 0, length?: bigint): Buffer {
  const text = Buffer.from(header);
  const start = Buffer.alloc(8);
  start.writeBigUInt64LE(length ?? BigInt(text.length));
  return Buffer.concat([start, text, Buffer.alloc(data)]);
}

function tensor(kind: string, shape: unknown, offsets: unknown): object {
  return { dtype: kind, shape, data_offsets: offsets };
}

describe('safetensors', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safetensors-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('reads every kind of number as the reference library does', async () => {
    const { tensors: expected } = JSON.parse(readFileSync(join(GOLDEN, 'kinds.json'), 'utf8')) as {
      tensors: Record<string, Expected>;
    };
    const path = join(GOLDEN, 'kinds.safetensors');
    const { tensors, metadata, sha256 } = await readSafetensors(path);
    assert.deepEqual([...tensors.keys()].sort(), Object.keys(expected).sort());
    assert.deepEqual(metadata, { format: 'pt', note: 'größer' });
    assert.equal(sha256, createHash('sha256').update(readFileSync(path)).digest('hex'));
    for (const [name, { shape, kind, values }] of Object.entries(expected)) {
      const found = tensors.get(name)!;
      assert.deepEqual(found.shape, shape, name);
      const numbers = values.map((value) => Number(String(value).replace('inf', 'Infinity')));
      assert.deepEqual(found.data, kind === 'float' ? Float32Array.from(numbers) : Int32Array.from(numbers), name);
    }
  });

  it('reads back what it wrote, and the reference library’s rules hold', async () => {
    const path = join(folder, 'deep', 'er', 'w.safetensors');
    const part = new Float32Array([9, 9, 1, 2, 3, 4]).subarray(2); // a view into other memory
    const written = new Map<string, NamedTensor>([
      ['b.weight', { shape: [2, 2], data: part }],
      ['a', { shape: [], data: Int32Array.of(-5) }],
      ['3', { shape: [0], data: new Float32Array(0) }],
      ['__proto__', { shape: [1], data: Float32Array.of(0.1) }],
    ]);
    await writeSafetensors(path, written, { step: '3' });
    const { tensors, metadata } = await readSafetensors(path);
    assert.deepEqual(new Map([...tensors].sort()), new Map([...written].sort()));
    assert.deepEqual(metadata, { step: '3' });
    const bytes = await readFile(path);
    assert.equal(bytes.readBigUInt64LE(0) % 8n, 0n, 'the data is aligned');
    assert.deepEqual(await readdir(join(folder, 'deep', 'er')), ['w.safetensors'], 'no temporary file is left');
  });

  it('keeps the old file when writing fails', async () => {
    const path = join(folder, 'kept.safetensors');
    await writeSafetensors(path, new Map([['a', { shape: [1], data: Float32Array.of(1) }]]));
    const wrong = new Map([['a', { shape: [2], data: Float32Array.of(1) }]]);
    await assert.rejects(writeSafetensors(path, wrong), WeightsError);
    assert.deepEqual((await readSafetensors(path)).tensors.get('a')?.data, Float32Array.of(1));
  });

  const one = tensor('F32', [2], [0, 8]);
  const corrupt: Record<string, Buffer> = {
    'an empty file': Buffer.alloc(0),
    'a file of five bytes': Buffer.alloc(5),
    'a header longer than the file': fileOf('{}', 0, 400n),
    'a header of petabytes': fileOf('{}', 0, 2n ** 53n),
    'a header of 2^64 - 1 bytes': fileOf('{}', 0, 2n ** 64n - 1n),
    'bad UTF-8': fileOf(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])),
    'a header that is no JSON': fileOf('{"a":'),
    'a header that is a list': fileOf('[]'),
    'metadata that is no map of strings': fileOf(JSON.stringify({ __metadata__: { a: 1 } })),
    'a tensor that is a number': fileOf(JSON.stringify({ a: 3 })),
    'a kind nobody knows': fileOf(JSON.stringify({ a: tensor('toString', [2], [0, 8]) }), 8),
    'a negative size': fileOf(JSON.stringify({ a: tensor('F32', [-2], [0, 8]) }), 8),
    'a size beyond whole numbers': fileOf(JSON.stringify({ a: tensor('F32', [1e300], [0, 8]) }), 8),
    'a shape that needs more bytes': fileOf(JSON.stringify({ a: tensor('F32', [3], [0, 8]) }), 8),
    'a shape whose product overflows': fileOf(JSON.stringify({ a: tensor('F32', [2 ** 52, 2 ** 52], [0, 8]) }), 8),
    'offsets that run backwards': fileOf(JSON.stringify({ a: tensor('F32', [2], [8, 0]) }), 8),
    'three offsets': fileOf(JSON.stringify({ a: tensor('F32', [2], [0, 4, 8]) }), 8),
    'tensors that overlap': fileOf(JSON.stringify({ a: one, b: tensor('F32', [2], [4, 12]) }), 12),
    'a gap between tensors': fileOf(JSON.stringify({ a: one, b: tensor('F32', [1], [12, 16]) }), 16),
    'data cut short': fileOf(JSON.stringify({ a: one }), 7),
    'stray bytes at the end': fileOf(JSON.stringify({ a: one }), 9),
  };
  for (const [what, bytes] of Object.entries(corrupt)) {
    it(`refuses ${what}`, async () => {
      const path = join(folder, 'corrupt.safetensors');
      await writeFile(path, bytes);
      await assert.rejects(readSafetensors(path), (error) => {
        assert.ok(error instanceof WeightsError);
        assert.equal(error.code, 'corrupt', error.message);
        assert.match(error.message, /corrupt\.safetensors: .*copy/);
        return true;
      });
    });
  }

  it('says which numbers it does not read', async () => {
    const path = join(folder, 'unsupported.safetensors');
    await writeFile(path, fileOf(JSON.stringify({ a: tensor('C64', [1], [0, 8]) }), 8));
    await assert.rejects(readSafetensors(path), { code: 'unsupported' });
  });

  it('says that a file is not there, or is a folder', async () => {
    await assert.rejects(readSafetensors(join(folder, 'nowhere')), { code: 'not-found' });
    await assert.rejects(readSafetensors(folder), { code: 'unreadable' });
  });

  it('reads sample files of the format', async function () {
    const samples = join(process.env.WARMSTART_TEST_DATA ?? '', 'safetensors');
    if (process.env.WARMSTART_TEST_DATA === undefined || !existsSync(samples)) {
      console.log('      set WARMSTART_TEST_DATA to a folder with safetensors/*.safetensors to run this');
      this.skip();
    }
    for (const name of await readdir(samples)) {
      const read = readSafetensors(join(samples, name)).then(({ tensors }) => tensors.size);
      assert.ok((await read) > 0, name);
    }
  });
});
