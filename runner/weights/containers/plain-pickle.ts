import type { ByteSource } from '../byte-source';
import type { Container } from '../container';
import { ALLOWED } from '../pickle/allow-list';
import { findTensors } from '../pickle/find-tensors';
import { unpickle } from '../pickle/pickle-machine';
import { lazyTensor } from './lazy-tensor';
import { LEGACY_MAGIC, readPytorchLegacy } from './pytorch-legacy';

/** A file that is one pickle, with NumPy's arrays inside, as Haiku's and BYOL's are; or the first of PyTorch's old container. */
export function readPickle(source: ByteSource): Container {
  const { value, end } = unpickle(source, 0, ALLOWED);
  if (value === LEGACY_MAGIC) return readPytorchLegacy(source, end);
  const found = findTensors(source.file, value);
  return {
    kind: 'pickle',
    within: found.within,
    metadata: found.metadata,
    unread: found.unread,
    tensors: found.tensors.map(({ name, tensor }) =>
      lazyTensor(source.file, name, tensor, source, false, ({ key }) => {
        throw source.corrupt(`the storage ${key} of tensor "${name}" is not in it`);
      }),
    ),
  };
}
