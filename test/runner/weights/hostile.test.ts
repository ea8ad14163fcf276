import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemorySource } from '../../../runner/weights/byte-source';
import type { Container } from '../../../runner/weights/container';
import { readContainer } from '../../../runner/weights/open-weights';
import { WeightsError, type WeightsErrorCode } from '../../../runner/weights/weights-error';
import {
  APPEND,
  BUILD,
  call,
  dict,
  EMPTY_DICT,
  EMPTY_LIST,
  EMPTY_TUPLE,
  global,
  integer,
  MARK,
  MEMOIZE,
  NEWOBJ,
  NONE,
  pickle,
  pytorchFile,
  SETITEM,
  tensor,
  text,
  tuple,
  u32,
  zip,
} from './assemble';
import { unpackGolden } from './golden-files';
import { HOSTILE_PICKLES } from './hostile-pickles';

/** Of processor time, so that a busy machine fails no test. */
const LIMIT_MS = 1000;

function read(bytes: Buffer): Promise<Container> {
  const source = new MemorySource('evil.pth', Uint8Array.from(bytes));
  return readContainer(source, () => new MemorySource('evil.data', new Uint8Array(0)));
}

/** Refused within a second, by a message that names the file. */
async function refused(bytes: Buffer, ...codes: readonly WeightsErrorCode[]): Promise<WeightsError> {
  const started = process.cpuUsage();
  const error = await read(bytes).then(
    () => assert.fail('it was read'),
    (error: unknown) => error,
  );
  const { user, system } = process.cpuUsage(started);
  assert.ok((user + system) / 1000 < LIMIT_MS, `${user + system} μs`);
  assert.ok(error instanceof WeightsError, String((error as Error).stack));
  assert.ok(codes.length === 0 || codes.includes(error.code), error.message);
  assert.match(error.message, /^evil\.(pth|data): \w/);
  return error;
}

describe('hostile pickles', () => {
  for (const [trick, evil] of HOSTILE_PICKLES) {
    it(`are refused: ${trick}`, async () => {
      await refused(evil, 'refused', 'corrupt');
      await refused(await pytorchFile(evil), 'refused', 'corrupt');
    });
  }

  it('are refused by name, with the letters that only look right spelled out', async () => {
    const find = (trick: string) => HOSTILE_PICKLES.find(([name]) => name === trick)![1];
    const plain = await refused(find('a call of os.system'), 'refused');
    assert.match(plain.message, /call os\.system,.*Nothing was executed/);
    assert.match((await refused(find('an import by dill'), 'refused')).message, /call os\..*Do not open/);
    const attribute = await refused(find('a part of a module that dill may import'), 'refused');
    assert.match(attribute.message, /call _codecs\.decode,.*Do not open/);
    const lookalike = await refused(find('letters that look like others'), 'refused');
    assert.match(lookalike.message, /\\u\{43e\}s\.system/);
  });

  it('are refused, too, where the class is unknown but the function is called', async () => {
    const error = await refused(pickle(call('mypackage.models', 'build', text('x'))), 'refused');
    assert.match(error.message, /mypackage\.models\.build.*torch\.save\(torch\.load\(/);
  });

  const settings: Readonly<Record<string, Buffer>> = {
    'a queue': call('collections', 'deque', tuple(), integer(5)),
    'a random number generator': Buffer.concat([call('random', 'Random'), tuple(integer(3)), BUILD]),
    'the state of NumPy’s random numbers': Buffer.concat([
      call('numpy.random._pickle', '__randomstate_ctor', text('MT19937'), global('numpy.random._mt19937', 'MT19937')),
      dict('bit_generator', text('MT19937')),
      BUILD,
    ]),
    'the same of NumPy before 1.17': Buffer.concat([call('numpy.random', '__RandomState_ctor'), tuple(), BUILD]),
    'a generator of NumPy’s with its seeds': call(
      'numpy.random._pickle',
      '__generator_ctor',
      call('numpy.random._pickle', '__bit_generator_ctor', global('numpy.random._pcg64', 'PCG64')),
      call(
        'numpy.random.bit_generator',
        '__pyx_unpickle_SeedSequence',
        global('numpy.random.bit_generator', 'SeedSequence'),
      ),
    ),
    'a timezone': call('datetime', 'timezone', call('datetime', 'timedelta', integer(0))),
    'a decimal': call('decimal', 'Decimal', text('1.5')),
    'an identifier': Buffer.concat([global('uuid', 'UUID'), EMPTY_TUPLE, NEWOBJ, dict('int', integer(1)), BUILD]),
    'a range': call('__builtin__', 'xrange', integer(0), integer(3)),
    'an array of bytes': call('__builtin__', 'bytearray', text('abc'), text('latin-1')),
    'a class with arguments': call('functools', 'partial', global('torch.optim.sgd', 'SGD')),
    'an annotation': call(
      '_operator',
      'getitem',
      global('typing', 'Union'),
      tuple(global('__builtin__', 'int'), call('__builtin__', 'type', NONE)),
    ),
    'a member of an enum': call('__main__', 'Mode', text('a')),
    'a class in small letters': Buffer.concat([global('__main__', 'dotdict'), EMPTY_TUPLE, NEWOBJ]),
    'a quantized tensor': call('torch._utils', '_rebuild_qtensor', integer(0)),
    'a tensor of complex32': call(
      'torch._utils',
      '_rebuild_tensor_v2',
      Buffer.concat([
        tuple(text('storage'), global('torch', 'ComplexHalfStorage'), text('7'), text('cpu'), integer(4)),
        Buffer.from('Q'),
      ]),
    ),
  };
  for (const [what, value] of Object.entries(settings)) {
    it(`leave ${what} closed`, async () => {
      const content = Buffer.concat([dict('state_dict', dict('a', tensor([4], [1]))), text('x'), value, SETITEM]);
      const { tensors } = await read(await pytorchFile(pickle(content)));
      assert.equal(tensors.length, 1);
    });
  }

  it('say which tensors are in what is closed', async () => {
    const box = Buffer.concat([
      global('mypackage', 'Averaged'),
      EMPTY_TUPLE,
      NEWOBJ,
      dict('shadow', tuple(tensor([4], [1]))),
      BUILD,
    ]);
    const entries = Object.entries({ ...settings, 'an average': box }).flatMap(([name, value]) => [
      text(name),
      value,
      SETITEM,
    ]);
    const content = Buffer.concat([dict('state_dict', dict('a', tensor([4], [1]))), ...entries]);
    assert.deepEqual((await read(await pytorchFile(pickle(content)))).unread, [
      { name: 'a quantized tensor', what: 'a quantized tensor' },
      { name: 'a tensor of complex32', what: 'a tensor of ComplexHalfStorage' },
      { name: 'an average', what: 'in an object of mypackage.Averaged' },
    ]);
    const alone = pickle(dict('q', settings['a quantized tensor']!));
    assert.match((await refused(await pytorchFile(alone), 'no-encoder')).message, /q: a quantized tensor.*float32/);
  });

  it('find what lies behind a closed storage in files before PyTorch 1.6', async () => {
    const quantized = tuple(text('storage'), global('torch', 'QInt32Storage'), text('q'), text('cpu'), integer(2));
    const objects = [
      Buffer.from('8a0a6cfc9c46f9206aa85019', 'hex'),
      integer(1001),
      EMPTY_DICT,
      Buffer.concat([
        dict('q', call('torch._utils', '_rebuild_qtensor', Buffer.concat([quantized, Buffer.from('Q')]))),
        Buffer.concat([text('a'), tensor([4], [1]), SETITEM]),
      ]),
      Buffer.concat([EMPTY_LIST, text('q'), APPEND, text('0'), APPEND]),
    ];
    const storage = (elements: number, bytes: Buffer) => Buffer.concat([u32(elements), u32(0), bytes]);
    const storages = [storage(2, Buffer.alloc(8, 1)), storage(4, Buffer.alloc(16, 7))];
    const { tensors, unread } = await read(Buffer.concat([...objects.map((one) => pickle(one)), ...storages]));
    assert.deepEqual(unread, [{ name: 'q', what: 'a quantized tensor' }]);
    assert.deepEqual(Buffer.from(tensors[0]!.read()), Buffer.alloc(16, 7));
  });

  it('look into dicts of unknown classes', async () => {
    const made = Buffer.concat([call('__main__', 'MyDict'), text('a'), tensor([4], [1]), SETITEM]);
    for (const content of [made, dict('state_dict', made)])
      assert.equal((await read(await pytorchFile(pickle(content)))).tensors[0]!.name, 'a');
  });

  it('keep settings and other harmless objects closed', async () => {
    const box = Buffer.concat([
      global('mypackage', 'Settings'),
      EMPTY_TUPLE,
      Buffer.from('\x81', 'latin1'),
      dict('lr', integer(1)),
      BUILD,
    ]);
    const content = Buffer.concat([dict('state_dict', dict('a', tensor([4], [1]))), text('settings'), box, SETITEM]);
    const { tensors } = await read(await pytorchFile(pickle(content)));
    assert.deepEqual(
      tensors.map(({ name }) => name),
      ['a'],
    );
  });
});

describe('large checkpoints', () => {
  it('are read with the names of half a million files beside the weights', async () => {
    const name = (_: unknown, index: number) => `\x8c\x0b${1e6 + index}.png\x94`;
    const names = Buffer.from(Array.from({ length: 5e5 }, name).join(''), 'latin1');
    const files = Buffer.concat([text('files'), EMPTY_LIST, MARK, names, Buffer.from('e'), SETITEM]);
    const { tensors } = await read(await pytorchFile(pickle(dict('a', tensor([4], [1])), files)));
    assert.equal(tensors.length, 1);
  });
});

describe('damaged files', () => {
  const kinds: readonly [string, () => Buffer, WeightsErrorCode, RegExp][] = [
    ['an empty file', () => Buffer.alloc(0), 'corrupt', /empty/],
    ['zeros', () => Buffer.alloc(10_000), 'corrupt', /zeros.* download the file anew/],
    ['a web page', () => Buffer.from('\n<!DOCTYPE html><html>'), 'other-kind', /download it anew/],
    [
      'a Git LFS pointer',
      () => Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:0'),
      'other-kind',
      /git lfs pull/,
    ],
    ['a compressed file', () => Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0]), 'other-kind', /unpack/],
    [
      'a tar archive',
      () => Buffer.concat([Buffer.alloc(257), Buffer.from('ustar'), Buffer.alloc(300)]),
      'other-kind',
      /tar/,
    ],
    ['HDF5', () => Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'), 'other-kind', /Keras/],
    ['a web page after a mark of byte order', () => Buffer.from('\ufeff\r\n <html>'), 'other-kind', /web page/],
    ['a web page in UTF-16', () => Buffer.from('\ufeff<!DOCTYPE HTML>', 'utf16le'), 'other-kind', /web page/],
    ['text', () => Buffer.from('Not Found'), 'other-kind', /text, not weights: "Not Found"; .* anew/],
    ['a number', () => Buffer.from('404\n'), 'other-kind', /text, not weights: "404"/],
    ['JSON', () => Buffer.from('{"data":{"message": "denied"}}'), 'other-kind', /text, .*\{"data":\{"message"/],
    ['XML', () => Buffer.from('<?xml version="1.0"?>\n<Error>é</Error>'), 'other-kind', /text, .*<Error>é/],
    [
      'text cut within a letter',
      () => Buffer.from(`a${'é'.repeat(400)}`),
      'other-kind',
      /text, not weights: "aé{79}…"/,
    ],
    [
      'TensorFlow’s note of its checkpoints',
      () =>
        Buffer.from('model_checkpoint_path: "/tmp/model.ckpt-7"\nall_model_checkpoint_paths: "/tmp/model.ckpt-7"\n'),
      'other-kind',
      /name model\.ckpt-7\.index/,
    ],
    ['random bytes', () => Buffer.from('f3a9c1b27d8855e0aa', 'hex'), 'corrupt', /cut short/],
  ];
  for (const [what, bytes, code, remedy] of kinds) {
    it(`are recognised: ${what}`, async () => {
      assert.match((await refused(bytes(), code)).message, remedy);
    });
  }

  for (const ending of ['data-00000-of-00001', 'meta']) {
    it(`are recognised: the .${ending} of a TensorFlow checkpoint`, async () => {
      const source = new MemorySource(`folder/model.ckpt-7.${ending}`, Uint8Array.from([0x80, 2, 0x2e]));
      await assert.rejects(readContainer(source, assert.fail), {
        code: 'other-kind',
        message: /name model\.ckpt-7\.index/,
      });
    });
  }

  it('are refused wherever they are cut short', async () => {
    const folder = unpackGolden('containers');
    try {
      for (const file of ['kinds.pth', 'kinds-legacy.pth', 'arrays.npz', 'one.npy']) {
        const whole = readFileSync(join(folder, file));
        for (let length = 0; length < whole.length; length += Math.ceil(whole.length / 60))
          await refused(whole.subarray(0, length));
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  const tensors: readonly [string, Buffer][] = [
    ['ends beyond its storage', tensor([5], [1])],
    ['begins beyond its storage', tensor([1], [1], 4)],
    ['begins before its storage', tensor([1], [1], -1)],
    ['has a negative size', tensor([-1, -4], [1, 1])],
    ['has a negative stride', tensor([2, 2], [-1, 1])],
    ['has more strides than sizes', tensor([2], [1, 1])],
    ['has strides beyond its storage', tensor([2, 2], [1000, 1])],
    ['overlaps itself', tensor([3, 2], [1, 1])],
    ['overlaps itself between its dimensions', tensor([2, 1, 2, 2], [3, 0, 2, 1], 0, 8)],
    ['has a size whose product overflows', tensor([2 ** 30, 2 ** 30, 2 ** 30], [0, 0, 0])],
    ['spreads few bytes over gigabytes', tensor([2 ** 15, 2 ** 15], [0, 0])],
    ['announces more elements than its storage has', tensor([100], [1], 0, 100)],
  ];
  for (const [what, description] of tensors) {
    it(`are refused: a tensor that ${what}`, async () => {
      await refused(await pytorchFile(pickle(dict('a', description))), 'corrupt');
    });
  }

  const views: readonly [string, Buffer][] = [
    ['transposed', tensor([2, 2], [1, 2])],
    ['channels last', tensor([1, 2, 2, 1], [4, 1, 2, 2])],
    ['expanded', tensor([3, 2, 2], [0, 1, 0])],
    ['every second', tensor([2], [2])],
  ];
  for (const [what, description] of views) {
    it(`are not refused: a tensor that is ${what}`, async () => {
      assert.equal((await read(await pytorchFile(pickle(dict('a', description))))).tensors.length, 1);
    });
  }

  it('are refused: TensorFlow checkpoints with a damaged index, or without their values', async () => {
    const folder = unpackGolden('layouts');
    try {
      const index = readFileSync(join(folder, 'model.ckpt-225206.index'));
      await refused(index, 'corrupt'); // the values are not beside it
      // Found by fuzzing: an entry that is no protocol buffer, and a length of zero.
      for (const byte of [0x00, 0xff]) {
        const damaged = Buffer.from(index);
        damaged.fill(byte, 4000, 4040);
        await refused(damaged, 'corrupt');
      }
      await refused(index.subarray(index.length - 48), 'corrupt');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are refused: zip archives with two entries of one name, with entries missing, or in a zip', async () => {
    const good = await pytorchFile(pickle(dict('a', tensor([4], [1]))));
    assert.equal((await read(good)).tensors.length, 1);
    const data = ['archive/data.pkl', pickle(dict('a', tensor([4], [1])))] as const;
    const storage = ['archive/data/0', Buffer.alloc(16)] as const;
    assert.match((await refused(await zip([data, storage, storage]), 'corrupt')).message, /two entries/);
    assert.match((await refused(await zip([data]), 'corrupt')).message, /data\/0 is missing/);
    assert.match((await refused(await zip([['r50.pth', good]]), 'other-kind')).message, /r50\.pth in it; unpack/);
  });
});

describe('headers of .safetensors', () => {
  const file = (header: string, data = 0): Buffer => {
    const length = Buffer.alloc(8);
    length.writeUInt32LE(header.length);
    return Buffer.concat([length, Buffer.from(header), Buffer.alloc(data)]);
  };
  const tensors = (count: number, more = '') =>
    `{${more}${Array.from({ length: count }, (_, key) => `"${key}":{"dtype":"U8","shape":[],"data_offsets":[${key},${key + 1}]}`)}}`;
  const notes = (count: number) => `"__metadata__":{${Array.from({ length: count }, (_, key) => `"${key}":""`)}},`;
  const sides = (count: number) => `{"a":{"dtype":"U8","shape":[${Array(count).fill(1)}],"data_offsets":[0,1]}}`;

  it('are read where they are long', async () => {
    assert.equal((await read(file(tensors(20_000, notes(1000)), 20_000))).tensors.length, 20_000);
    assert.equal((await read(file(sides(64), 1))).tensors.length, 1);
  });

  const evil: readonly [string, string, number, WeightsErrorCode, RegExp][] = [
    [
      'longer',
      ' '.repeat(5 * 2 ** 20),
      0,
      'unsupported',
      /its header is of 5242880 bytes, more than that of any encoder/,
    ],
    ['more nested', `{"a":${'['.repeat(400_000)}${']'.repeat(400_000)}}`, 0, 'unsupported', /over 150000 brackets/],
    ['of more notes', tensors(1, notes(10_001)), 1, 'unsupported', /10000 notes/],
    ['of longer names', `{"${'a'.repeat(5000)}":{}}`, 0, 'unsupported', /name of over 4096 letters/],
    ['of more dimensions', sides(100_000), 1, 'corrupt', /^.{200,300}$/],
  ];
  for (const [what, header, data, code, reason] of evil) {
    it(`are refused where they are ${what} than any encoder's`, async () => {
      assert.match((await refused(file(header, data), code)).message, reason);
    });
  }
});

/** Files that would take memory or time without end. */
async function bombs(): Promise<Record<string, Buffer>> {
  const repeated = (part: string | Buffer, count: number) => Buffer.alloc(part.length * count, part, 'latin1');
  // Each list holds the one before twice: 2 ** 40 paths.
  const doubling = Array.from({ length: 40 }, (_, level) =>
    Buffer.concat([
      EMPTY_LIST,
      Buffer.from([0x71, level + 1]),
      MARK,
      Buffer.from([0x68, level]),
      Buffer.from([0x68, level]),
      Buffer.from('e'),
    ]),
  );
  const shared = [tensor([4], [1]), Buffer.from([0x71, 0]), ...doubling];
  const deflated = await zip(
    [
      ['archive/data.pkl', Buffer.alloc(120e6)],
      ['archive/data/0', Buffer.alloc(16)],
    ],
    true,
  );
  return {
    'a list in itself': pickle(EMPTY_LIST, Buffer.from([0x71, 0]), Buffer.from([0x68, 0]), APPEND),
    'a dict in itself': pickle(EMPTY_DICT, Buffer.from([0x71, 0]), text('a'), Buffer.from([0x68, 0]), SETITEM),
    'paths that double': await pytorchFile(pickle(...shared)),
    'nesting without end': pickle(repeated(EMPTY_LIST, 500_000), repeated(APPEND, 499_999)),
    'nested tuples': pickle(EMPTY_TUPLE, repeated('\x85', 900_000)),
    'millions of dicts': pickle(repeated(EMPTY_DICT, 5e6)),
    'millions of remembered values': pickle(NONE, repeated(MEMOIZE, 5e6)),
    'millions of entries': pickle(EMPTY_DICT, MARK, repeated(Buffer.concat([integer(1), NONE]), 2e6), Buffer.from('u')),
    'an announced dict of 10 ** 9 entries': pickle(EMPTY_DICT, MARK, Buffer.from([0x8d]), u32(0xffffffff), u32(0xff)),
    'millions of numbers': pickle(repeated(Buffer.concat([Buffer.from('G'), Buffer.alloc(8, 65)]), 5e6)),
    'a list of millions of nothing': pickle(EMPTY_LIST, MARK, repeated(NONE, 2.1e6), Buffer.from('e')),
    'millions of short texts': pickle(repeated('\x8c\x02ab', 5e6)),
    'millions of empty bytes': pickle(repeated('C\0', 5e6)),
    'a memo of far indices': pickle(
      NONE,
      Buffer.concat(
        Array.from({ length: 1e6 }, (_, index) => Buffer.concat([Buffer.from('r'), u32(1000 * index + 7)])),
      ),
    ),
    'states without end': pickle(EMPTY_DICT, repeated('Nb', 2e6)),
    'text of four gigabytes': pickle(Buffer.from('X'), u32(0xffffffff), Buffer.from('a')),
    'bytes of four gigabytes': pickle(Buffer.from('B'), u32(0xffffffff), Buffer.from('a')),
    'a number of a million digits': pickle(Buffer.from('\x8b', 'latin1'), u32(1e6), Buffer.alloc(1e6, 0x55)),
    'a line without end': Buffer.concat([Buffer.from('(V'), Buffer.alloc(40e6, 'a')]),
    'a dict copied a million times': pickle(
      EMPTY_DICT,
      Buffer.from([0x71, 0]),
      MARK,
      ...Array.from({ length: 1000 }, (_, key) => Buffer.concat([integer(key), NONE])),
      Buffer.from('u'),
      repeated(
        Buffer.concat([global('collections', 'OrderedDict'), Buffer.from([0x68, 0, 0x85]), Buffer.from('R')]),
        20_000,
      ),
    ),
    'a zip bomb': deflated,
    'a zip that lies about sizes': Buffer.from(
      deflated.toString('latin1').replaceAll('\x00\x0e\x27\x07', '\x10\x00\x00\x00'),
      'latin1',
    ),
    'a header of 100 MB': Buffer.concat([u32(99_000_000), u32(0), Buffer.alloc(100, ' ')]),
  };
}

describe('bombs', () => {
  it('are refused within a second each, and within 100 MB of memory', async function () {
    this.timeout(60_000);
    const folder = mkdtempSync(join(tmpdir(), 'bombs-'));
    try {
      const made = await bombs();
      for (const [index, bytes] of Object.values(made).entries()) writeFileSync(join(folder, `${index}.pth`), bytes);
      const program = join(import.meta.dirname, 'open-bombs.ts');
      const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', program, folder], {
        encoding: 'utf8',
      });
      const results = JSON.parse(stdout || stderr) as { name: string; error: string; ms: number; megabytes: number }[];
      const names = Object.keys(made);
      for (const { name, error, ms, megabytes } of results) {
        const what = `${names[Number(name.split('.')[0])]}: ${error}, ${ms} ms, ${megabytes} MB`;
        assert.ok(error.startsWith('WeightsError') && ms < LIMIT_MS && megabytes < 100, what);
      }
      assert.equal(results.length, names.length);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
