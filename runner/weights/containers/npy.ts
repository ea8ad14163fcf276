import type { ByteSource } from '../byte-source';
import type { Container } from '../container';
import { numpyType } from '../pickle/numpy-names';
import { contiguousStrides } from '../strided';
import type { LazyTensor } from '../tensor-entry';
import { WeightsError } from '../weights-error';
import { viewOf } from './lazy-tensor';
import type { Region } from './region';
import type { ZipArchive } from './zip-archive';

/** First bytes of NumPy's format for one array. */
export const NPY_MAGIC = '\x93NUMPY';

/** NumPy's own limit for headers that come from strangers. */
const MAXIMUM_HEADER = 10_000;
/** Arrays of an archive. */
const MAXIMUM_ARRAYS = 5000;

export function readNpy(source: ByteSource): Container {
  const array = npyArray(() => source, 'array', whole(source));
  return { kind: 'npy', within: null, metadata: {}, tensors: [array], unread: [] };
}

/** An archive of arrays, each an entry of its own. */
export function readNpz(source: ByteSource, archive: ZipArchive): Container {
  const names = archive.names.filter((name) => name.endsWith('.npy'));
  if (names.length > MAXIMUM_ARRAYS)
    throw new WeightsError('unsupported', source.file, `it has ${names.length} arrays, more than any encoder.`);
  const tensors = names.map((name) =>
    npyArray((length) => archive.head(name, length), name.slice(0, -'.npy'.length), archive.region(name)),
  );
  if (tensors.length === 0) throw new WeightsError('no-encoder', source.file, 'there is no array in it.');
  return { kind: 'npz', within: null, metadata: {}, tensors, unread: [] };
}

function whole(source: ByteSource): Region {
  return { length: source.size, offset: 0, read: (start, length, allocate) => source.read(start, length, allocate) };
}

/**
 * numpy.lib.format: magic, version, length of the header, header as a Python dictionary, values.
 *
 * @param head so many bytes of its start, or more
 */
function npyArray(head: (length: number) => ByteSource, name: string, region: Region): LazyTensor {
  const source = head(12);
  const start = source.view(0, 12);
  const view = new DataView(start.buffer, start.byteOffset);
  const [version, long] = [start[6]!, start[6]! >= 2];
  if (Buffer.from(start.subarray(0, 6)).toString('latin1') !== NPY_MAGIC || version < 1 || version > 3)
    throw source.corrupt(`"${name}" is no array of NumPy's`);
  const length = long ? view.getUint32(8, true) : view.getUint16(8, true);
  const headerStart = long ? 12 : 10;
  if (length > MAXIMUM_HEADER) throw source.corrupt(`the header of "${name}" has ${length} bytes`);
  const header = Buffer.from(head(headerStart + length).view(headerStart, length)).toString('utf8');
  const [descr] = field(header, 'descr', /'([^']*)'/);
  const [order] = field(header, 'fortran_order', /(True|False)/);
  const [sizes] = field(header, 'shape', /\(([\d, ]*)\)/);
  if (descr === undefined || order === undefined || sizes === undefined)
    throw new WeightsError(
      'unsupported',
      source.file,
      `array "${name}" has records or a header that is not known: ${header.trim().slice(0, 100)}`,
    );
  const type = numpyType(descr);
  if (!type) {
    const objects = descr.includes('O') ? 'Python objects, which only code could open' : `elements of kind ${descr}`;
    throw new WeightsError('unsupported', source.file, `array "${name}" has ${objects}; save it as float32.`);
  }
  const shape = sizes
    .split(',')
    .map((size) => size.trim())
    .filter((size) => size !== '')
    .map(Number);
  const strides = contiguousStrides(shape, order === 'True');
  return viewOf(source.file, name, { ...type, shape, strides, offset: 0 }, region, headerStart + length);
}

function field(header: string, key: string, value: RegExp): (string | undefined)[] {
  return new RegExp(`['"]${key}['"]\\s*:\\s*${value.source}`).exec(header)?.slice(1) ?? [];
}
