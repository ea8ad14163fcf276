import type { ByteSource } from '../byte-source';
import type { Container } from '../container';
import { ELEMENT_KINDS } from '../element-kinds';
import { ALLOWED } from '../pickle/allow-list';
import { findTensors } from '../pickle/find-tensors';
import { unpickle } from '../pickle/pickle-machine';
import { PickleDict, PickleList, type PickleValue } from '../pickle/pickle-value';
import type { StorageReference } from '../pickle/pickled-tensor';
import { Storage, UnreadStorage } from '../pickle/torch-names';
import type { Vocabulary } from '../pickle/vocabulary';
import { lazyTensor } from './lazy-tensor';
import type { Region } from './region';

/** The first pickle of PyTorch's files before 1.6 (torch/serialization.py, MAGIC_NUMBER). */
export const LEGACY_MAGIC = 0x1950a86a20f9469cfc6cn;

/**
 * PyTorch's container before 1.6: pickles of a magic number, the protocol, facts of the system, the object and the keys of its
 * storages, then each storage, as its number of elements (64 bits) and the elements.
 *
 * @param start of the second pickle
 */
export function readPytorchLegacy(source: ByteSource, start: number): Container {
  const elementBytes = new Map<string, number>();
  const vocabulary: Vocabulary = {
    ...ALLOWED,
    persistent(id) {
      const found = ALLOWED.persistent(id);
      if (found instanceof Storage) elementBytes.set(found.reference.key, ELEMENT_KINDS[found.kind].bytes);
      if (found instanceof UnreadStorage) elementBytes.set(found.key, found.elementBytes);
      return found;
    },
  };
  const next = (position: number) => unpickle(source, position, vocabulary);
  const protocol = next(start);
  const system = next(protocol.end);
  const object = next(system.end);
  const keys = next(object.end);
  if (protocol.value !== 1001)
    throw source.corrupt(`it is of PyTorch's protocol ${String(protocol.value)}, and 1001 is known`);
  const found = findTensors(source.file, object.value);
  const regions = storageRegions(source, keys.end, keysOf(source, keys.value), elementBytes);
  const bigEndian = system.value instanceof PickleDict && system.value.entries.get('little_endian') === false;
  const storage = ({ key }: StorageReference): Region => {
    const region = regions.get(key);
    if (!region) throw source.corrupt(`its storage ${key} is missing`);
    return region;
  };
  return {
    kind: 'pytorch-legacy',
    within: found.within,
    metadata: found.metadata,
    unread: found.unread,
    tensors: found.tensors.map(({ name, tensor }) => lazyTensor(source.file, name, tensor, source, bigEndian, storage)),
  };
}

function keysOf(source: ByteSource, value: PickleValue): readonly string[] {
  if (!(value instanceof PickleList) || !value.items.every((key) => typeof key === 'string' || typeof key === 'number'))
    throw source.corrupt('the keys of its storages are missing');
  return value.items.map(String);
}

function storageRegions(
  source: ByteSource,
  start: number,
  keys: readonly string[],
  elementBytes: ReadonlyMap<string, number>,
): Map<string, Region> {
  const regions = new Map<string, Region>();
  let position = start;
  for (const key of keys) {
    const bytes = elementBytes.get(key);
    if (bytes === undefined) throw source.corrupt(`its storage ${key} belongs to no tensor`);
    const header = source.view(position, 8);
    const elements = new DataView(header.buffer, header.byteOffset).getBigUint64(0, true);
    if (elements > BigInt(source.size)) throw source.corrupt(`its storage ${key} has ${elements} elements`);
    const [offset, length] = [position + 8, Number(elements) * bytes];
    source.view(offset + length, 0);
    regions.set(key, { length, offset, read: (from, size, allocate) => source.read(offset + from, size, allocate) });
    position = offset + length;
  }
  return regions;
}
