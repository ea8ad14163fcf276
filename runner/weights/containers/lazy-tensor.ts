import type { ByteSource } from '../byte-source';
import { PickleBytes, PickleText } from '../pickle/pickle-value';
import { type PickledTensor, StorageReference } from '../pickle/pickled-tensor';
import { extentOf, faultOf, gather, type Strided } from '../strided';
import { byteLengthOf, type LazyTensor } from '../tensor-entry';
import { WeightsError } from '../weights-error';
import { latin1Text } from './latin1-text';
import type { Region } from './region';

/**
 * A tensor of a pickle, checked against the storage that it is a view of.
 *
 * @param pickle where the pickle lies, and with it the values of NumPy's arrays
 * @param bigEndian of the storages
 * @throws WeightsError when it reaches beyond its storage
 */
export function lazyTensor(
  file: string,
  name: string,
  { strided, values }: PickledTensor,
  pickle: ByteSource,
  bigEndian: boolean,
  storage: (reference: StorageReference) => Region,
): LazyTensor {
  if (values instanceof StorageReference)
    return viewOf(file, name, { ...strided, bigEndian }, storage(values), values.byteOffset);
  if (values instanceof PickleText) {
    const length = byteLengthOf(strided.kind, strided.shape);
    return viewOf(file, name, strided, latin1Text(pickle, values, length), 0);
  }
  return viewOf(file, name, strided, values instanceof PickleBytes ? inPickle(pickle, values) : inMemory(values), 0);
}

/** @param start of the view in the region, in bytes */
export function viewOf(file: string, name: string, strided: Strided, region: Region, start: number): LazyTensor {
  const fault = faultOf(strided, region.length - start);
  if (fault !== null)
    throw new WeightsError(
      'corrupt',
      file,
      `tensor "${name}" does not fit its storage: ${fault}; copy or export the file anew.`,
    );
  const extent = extentOf(strided);
  const { kind, shape } = strided;
  return {
    name,
    kind,
    shape,
    byteLength: byteLengthOf(kind, shape),
    offset: region.offset === null ? null : region.offset + start + extent.start,
    read: (allocate) => gather(strided, region.read(start + extent.start, extent.length, allocate)),
  };
}

function inPickle(pickle: ByteSource, { position, length }: PickleBytes): Region {
  const offset = pickle.start === null ? null : pickle.start + position;
  return { length, offset, read: (start, size, allocate) => pickle.read(position + start, size, allocate) };
}

/** Bytes, or letters that are one each. */
function inMemory(bytes: Uint8Array | string): Region {
  return {
    length: bytes.length,
    offset: null,
    read: (start, size) => {
      const part = bytes.slice(start, start + size);
      return Uint8Array.from(typeof part === 'string' ? Buffer.from(part, 'latin1') : part);
    },
  };
}
