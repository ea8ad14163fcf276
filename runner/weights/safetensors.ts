import { decodeTensor } from './decode-tensor';
import type { NamedTensor, NamedTensors } from './named-tensors';
import { readTensorFile, type StoredTensor, writeTensorFile } from './tensor-file';

export interface Safetensors {
  /** In the order of the file. F16, BF16 and F64 are read as float32, I64 as int32. */
  readonly tensors: NamedTensors;
  readonly metadata: Readonly<Record<string, string>>;
  /** Of the whole file, hexadecimal. */
  readonly sha256: string;
}

/**
 * Reads the weights in a .safetensors file.
 *
 * @throws WeightsError for a file that is missing, cut short, of another kind, or whose parts do not fit together.
 */
export async function readSafetensors(path: string): Promise<Safetensors> {
  const { tensors, metadata, sha256 } = await readTensorFile(path);
  const decoded = new Map<string, NamedTensor>();
  for (const [name, tensor] of tensors) decoded.set(name, decodeTensor(path, name, tensor));
  return { tensors: decoded, metadata, sha256 };
}

/** Writes weights as F32 and I32, in the order of the map, whole or not at all. @throws the file system's error, for instance ENOSPC */
export async function writeSafetensors(
  path: string,
  tensors: NamedTensors,
  metadata: Readonly<Record<string, string>> = {},
): Promise<void> {
  const stored = new Map<string, StoredTensor>();
  for (const [name, { shape, data }] of tensors) {
    const bytes = new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
    stored.set(name, { kind: data instanceof Float32Array ? 'F32' : 'I32', shape, bytes });
  }
  await writeTensorFile(path, stored, metadata);
}
