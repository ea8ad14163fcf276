import { DECODERS } from './element-kinds';
import type { NamedTensor } from './named-tensors';
import type { StoredTensor } from './tensor-file';
import { WeightsError } from './weights-error';

/** The numbers of a tensor, as float32 or int32. @throws WeightsError for complex numbers */
export function decodeTensor(path: string, name: string, { kind, shape, bytes }: StoredTensor): NamedTensor {
  const decode = DECODERS[kind];
  if (decode === undefined) {
    const message = `tensor "${name}" is of kind ${kind}, whose numbers are not read. Export it as F32, or leave it out.`;
    throw new WeightsError('unsupported', path, message);
  }
  return { shape, data: decode(bytes) };
}
