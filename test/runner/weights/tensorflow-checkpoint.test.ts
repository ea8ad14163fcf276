import assert from 'node:assert/strict';
import { MemorySource } from '../../../runner/weights/byte-source';
import { readTensorflowCheckpoint } from '../../../runner/weights/containers/tensorflow-checkpoint';

type Entry = readonly [shared: number, own: string | Buffer, value: Buffer];

/** A variable of float32 without dimensions: kind (1), shape (2), size (5). */
const SCALAR = Buffer.from([0x08, 1, 0x12, 0, 0x28, 4]);
/** Four bytes later (4). */
const NEXT = Buffer.concat([SCALAR, Buffer.from([0x20, 4])]);
const TEXT = Buffer.from([0x08, 7]);

function varint(value: number): Buffer {
  return value < 128 ? Buffer.from([value]) : Buffer.concat([Buffer.from([(value & 127) | 128]), varint(value >> 7)]);
}

function block(entries: readonly Entry[]): Buffer {
  const written = entries.flatMap(([shared, own, value]) => [
    varint(shared),
    varint(Buffer.byteLength(own)),
    varint(value.length),
    Buffer.from(own),
    value,
  ]);
  return Buffer.concat([...written, Buffer.from([0, 0, 0, 0, 1, 0, 0, 0])]);
}

/** A table of one block of data, which its index names once or more often. */
function table(entries: readonly Entry[], times = 1): MemorySource {
  const data = block(entries);
  const index = block(Array(times).fill([0, '', Buffer.concat([varint(0), varint(data.length)])]));
  const footer = Buffer.alloc(48);
  Buffer.concat([varint(0), varint(0), varint(data.length + 5), varint(index.length)]).copy(footer);
  footer.writeBigUInt64LE(0xdb4775248b80fb57n, 40);
  const trailer = Buffer.alloc(5);
  return new MemorySource('evil.index', Uint8Array.from(Buffer.concat([data, trailer, index, trailer, footer])));
}

const read = (source: MemorySource) =>
  readTensorflowCheckpoint(source, () => new MemorySource('data', new Uint8Array(8)));

describe('the index of a TensorFlow checkpoint', () => {
  it('is read, each name after what it shares with the one before', () => {
    const { tensors } = read(
      table([
        [0, 'layer/bias', SCALAR],
        [6, 'kernel', NEXT],
        [0, 'text', TEXT],
      ]),
    );
    assert.deepEqual(
      tensors.map(({ name }) => name),
      ['layer/bias', 'layer/kernel'],
    );
  });

  const growing = (letters: number, count: number): Entry[] =>
    Array.from({ length: count }, (_, index) => [Math.min(index, letters), 'a', SCALAR]);
  const evil: readonly [string, MemorySource, RegExp][] = [
    ['names one block twice', table([[0, 'a', SCALAR]], 2), /lies in another/],
    [
      'has variables that overlap',
      table([
        [0, 'a', SCALAR],
        [0, 'b', SCALAR],
      ]),
      /variable b overlaps a/,
    ],
    ['has a name without end', table(growing(1e9, 1100)), /is damaged/],
    ['has names that are long together', table(growing(1000, 5000)), /names of over 4194304 letters/],
    ['has entries without end', table(Array(100_000).fill([0, 'a', TEXT])), /over 100000 entries/],
    [
      'has blocks without end',
      table([
        [0, Buffer.alloc(100), TEXT],
        [0, 'a', Buffer.alloc(9 * 2 ** 20)],
      ]),
      /bytes, more than any/,
    ],
    [
      'has dimensions without end',
      table([[0, 'a', Buffer.from([0x08, 1, 0x12, ...varint(600), ...Buffer.alloc(600, '\x12\x00')])]]),
      /254 dimensions/,
    ],
  ];
  for (const [what, source, reason] of evil) {
    it(`is refused where it ${what}`, () => {
      assert.throws(() => read(source), reason);
    });
  }
});
