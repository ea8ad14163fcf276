import assert from 'node:assert/strict';
import { MemorySource } from '../../../runner/weights/byte-source';
import { readNpz } from '../../../runner/weights/containers/npy';
import { ZipArchive } from '../../../runner/weights/containers/zip-archive';
import { zip } from './assemble';

/** Counts what is read of it. */
class CountingSource extends MemorySource {
  reads = 0;
  readBytes = 0;

  override read(position: number, length: number) {
    this.reads++;
    this.readBytes += length;
    return super.read(position, length);
  }
}

async function compressed(...entries: readonly (readonly [string, Buffer])[]) {
  const source = new CountingSource('evil.pth', Uint8Array.from(await zip(entries, true)));
  const archive = await ZipArchive.open(source);
  [source.reads, source.readBytes] = [0, 0];
  return { source, archive };
}

/** An array of bytes, all zero. */
function npy(length: number): Buffer {
  const header = `{'descr': '|u1', 'fortran_order': False, 'shape': (${length},), }`.padEnd(117);
  const start = Buffer.from(`\x93NUMPY\x01\x00${String.fromCharCode(header.length + 1, 0)}${header}\n`, 'latin1');
  return Buffer.concat([start, Buffer.alloc(length)]);
}

describe('compressed entries of a zip archive', () => {
  it('are unpacked once for all tensors in them, each of which has memory of its own', async () => {
    const { source, archive } = await compressed(['a', Buffer.from('one, two')], ['b', Buffer.from('three')]);
    const region = archive.region('a');
    const first = region.read(0, 3);
    first.fill(0);
    assert.equal(Buffer.from(region.read(0, 3)).toString(), 'one');
    assert.equal(Buffer.from(region.read(5, 3)).toString(), 'two');
    assert.equal(source.reads, 1);
    assert.equal(archive.text('b'), 'three');
    assert.equal(archive.text('a'), 'one, two');
  });

  it('are unpacked no further than to the end of an array’s header', async () => {
    const { source, archive } = await compressed(['a.npy', npy(8e6)], ['b.npy', npy(3)]);
    const { tensors } = readNpz(source, archive);
    assert.ok(source.readBytes < 1000, `${source.readBytes}`);
    assert.deepEqual(
      tensors.map(({ shape }) => shape),
      [[8e6], [3]],
    );
    assert.equal(tensors[0]!.read().length, 8e6);
  });

  it('are refused where they grow by over 16 MB', async () => {
    const { source, archive } = await compressed(['a.npy', npy(20e6)]);
    assert.throws(() => readNpz(source, archive), /zip bomb/);
  });

  it('are refused where they are more than 50,000', async () => {
    const bytes = await zip([['a', Buffer.alloc(1)]]);
    bytes.writeUInt16LE(50_001, bytes.length - 22 + 10);
    await assert.rejects(ZipArchive.open(new MemorySource('evil.pth', Uint8Array.from(bytes))), /50001 entries/);
  });
});
