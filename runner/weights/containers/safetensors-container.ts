import type { ByteSource } from '../byte-source';
import type { Container } from '../container';
import { readHeader } from '../safetensors-header';

export function readSafetensorsContainer(source: ByteSource): Container {
  const { entries, metadata, length } = readHeader(source);
  return {
    kind: 'safetensors',
    within: null,
    metadata,
    unread: [],
    tensors: entries.map(({ name, kind, shape, start, end }) => ({
      name,
      kind,
      shape,
      byteLength: end - start,
      offset: length + start,
      read: (allocate) => source.read(length + start, end - start, allocate),
    })),
  };
}
