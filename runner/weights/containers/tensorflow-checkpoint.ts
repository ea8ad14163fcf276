import { BinaryReader } from '@bufbuild/protobuf/wire';
import type { ByteSource } from '../byte-source';
import type { Container } from '../container';
import type { ElementKind } from '../element-kinds';
import { contiguousStrides } from '../strided';
import type { LazyTensor } from '../tensor-entry';
import { WeightsError } from '../weights-error';
import { viewOf } from './lazy-tensor';
import { decode, tableEntries } from './leveldb-table';
import type { Region } from './region';

/** tensorflow/core/framework/types.proto */
const KINDS: Readonly<Record<number, ElementKind>> = {
  1: 'F32',
  2: 'F64',
  3: 'I32',
  4: 'U8',
  5: 'I16',
  6: 'I8',
  8: 'C64',
  9: 'I64',
  10: 'BOOL',
  14: 'BF16',
  17: 'U16',
  18: 'C128',
  19: 'F16',
  22: 'U32',
  23: 'U64',
  24: 'F8_E5M2',
  25: 'F8_E4M3',
};

/** TensorFlow has no more (tensorflow/core/framework/tensor_shape.h). */
const MAXIMUM_DIMENSIONS = 254;

/** tensorflow/core/protobuf/tensor_bundle.proto, BundleEntryProto */
interface BundleEntry {
  /** null for texts and others: graphs of objects, iterators. */
  readonly kind: ElementKind | null;
  readonly shape: readonly number[];
  readonly shard: number;
  readonly offset: number;
  readonly size: number;
  /** The tensor is stored in pieces (partitioned variables). */
  readonly sliced: boolean;
}

/**
 * TensorFlow's checkpoint: `NAME.index`, a table from names to places, beside `NAME.data-00000-of-00001` with the values.
 *
 * @param openShard opens a file beside the index by its ending, for instance `data-00000-of-00001`
 * @throws WeightsError
 */
export function readTensorflowCheckpoint(source: ByteSource, openShard: (ending: string) => ByteSource): Container {
  const tensors: LazyTensor[] = [];
  const shards = new Map<number, ByteSource>();
  const places: (Pick<BundleEntry, 'shard' | 'offset' | 'size'> & { readonly name: string })[] = [];
  let count = 1;
  for (const [name, value] of tableEntries(source)) {
    if (name === '') {
      const header = decode(source, () => bundleHeader(value));
      if (header.bigEndian)
        throw new WeightsError('unsupported', source.file, 'it is big-endian; save it on another machine.');
      count = header.shards;
      continue;
    }
    const entry = decode(source, () => bundleEntry(value));
    if (entry.kind === null) continue;
    if (entry.sliced) {
      const message = `its variable ${name} is stored in pieces; save the checkpoint without partitioned variables.`;
      throw new WeightsError('unsupported', source.file, message);
    }
    const shard = shards.get(entry.shard) ?? openShard(`data-${fiveDigits(entry.shard)}-of-${fiveDigits(count)}`);
    shards.set(entry.shard, shard);
    const { kind, shape, offset, size } = entry;
    shard.view(offset + size, 0);
    places.push({ name, shard: entry.shard, offset, size });
    const region: Region = {
      length: size,
      offset: null,
      read: (start, length, allocate) => shard.read(offset + start, length, allocate),
    };
    const strided = { kind, shape, strides: contiguousStrides(shape), offset: 0, bigEndian: false };
    tensors.push(viewOf(source.file, name, strided, region, 0));
  }
  if (tensors.length === 0) throw new WeightsError('no-encoder', source.file, 'there is no variable in it.');
  places.sort((a, b) => a.shard - b.shard || a.offset - b.offset || a.size - b.size);
  for (const [index, { name, shard, offset }] of places.entries()) {
    const before = places[index - 1];
    if (before?.shard === shard && before.offset + before.size > offset)
      throw source.corrupt(`variable ${name} overlaps ${before.name}`);
  }
  return { kind: 'tensorflow-checkpoint', within: null, metadata: {}, tensors, unread: [] };
}

function fiveDigits(number: number): string {
  return String(number).padStart(5, '0');
}

function bundleHeader(bytes: Uint8Array): { readonly shards: number; readonly bigEndian: boolean } {
  let [shards, bigEndian] = [1, false];
  readMessage(bytes, (field, reader) => {
    if (field === 1) shards = reader.int32();
    else if (field === 2) bigEndian = reader.int32() === 1;
    else return false;
    return true;
  });
  return { shards, bigEndian };
}

function bundleEntry(bytes: Uint8Array): BundleEntry {
  let [dtype, shard, offset, size, sliced] = [0, 0, 0, 0, false];
  let shape: number[] = [];
  readMessage(bytes, (field, reader) => {
    if (field === 1) dtype = reader.int32();
    else if (field === 2) shape = shapeOf(reader.bytes());
    else if (field === 3) shard = reader.int32();
    else if (field === 4) offset = Number(reader.int64());
    else if (field === 5) size = Number(reader.int64());
    else if (field === 7) sliced = reader.bytes().length >= 0;
    else return false;
    return true;
  });
  return { kind: KINDS[dtype] ?? null, shape, shard, offset, size, sliced };
}

/** TensorShapeProto: dimensions (2), each with its size (1). */
function shapeOf(bytes: Uint8Array): number[] {
  const shape: number[] = [];
  readMessage(bytes, (field, reader) => {
    if (field !== 2) return false;
    let size = 0;
    readMessage(reader.bytes(), (inner, dimension) => {
      if (inner !== 1) return false;
      size = Number(dimension.int64());
      return true;
    });
    if (shape.push(size) > MAXIMUM_DIMENSIONS) throw new Error(`a shape of over ${MAXIMUM_DIMENSIONS} dimensions`);
    return true;
  });
  return shape;
}

/** @param read takes a field's value, or says that it does not know the field */
function readMessage(bytes: Uint8Array, read: (field: number, reader: BinaryReader) => boolean): void {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, wire] = reader.tag();
    if (!read(field, reader)) reader.skip(wire, field);
  }
}
