import type { WeightLayout } from '../../catalog/weight-layout';
import { toPytorch } from '../networks/pytorch-layout';
import type { ContainerKind } from './container';
import { decodeTensor } from './decode-tensor';
import { hashFile } from './hash-file';
import { type EncoderMap, mapEncoder } from './map-encoder';
import type { NamedTensor, NamedTensors } from './named-tensors';
import { pytorchShape } from './naming/found-encoder';
import { type OpenWeights, openWeights } from './open-weights';
import type { LazyTensor } from './tensor-entry';
import { WeightsError } from './weights-error';

export interface EncoderFile {
  /** By torchvision's names, in PyTorch's layout: conv1.weight, bn1.weight ... layer4.2.bn3.running_var. */
  readonly weights: NamedTensors;
  /** Of the file, hexadecimal. A TensorFlow checkpoint's .index has the checksums of all values. */
  readonly sha256: string;
  readonly container: ContainerKind;
  readonly naming: EncoderMap<LazyTensor>['naming'];
  readonly dropped: EncoderMap<LazyTensor>['dropped'];
  /** Names of weights in which a number is infinite or none. */
  readonly nonFinite: readonly string[];
}

/** Tensors may share their bytes, within reason. */
const MAXIMUM_SHARED = 100 * 2 ** 20;

/**
 * Reads the encoder in a file of weights, and nothing else of it.
 *
 * @param layout of the catalog; null, or one that finds nothing: inferred from the names
 * @throws WeightsError
 */
export async function loadEncoderFile(path: string, layout: WeightLayout | null = null): Promise<EncoderFile> {
  const opened = await openWeights(path);
  try {
    const hash = hashFile(path);
    // Layouts were declared from what reads the official files; a file that differs is still taken for what it is.
    const mapped = mapEncoder(opened.tensors, layout) ?? mapEncoder(opened.tensors);
    if (mapped === null) throw noEncoder(opened);
    const weights = readWeights(opened, mapped);
    const nonFinite = [...weights].filter(([, { data }]) => hasNonFinite(data)).map(([name]) => name);
    const { naming, dropped } = mapped;
    return { weights, sha256: await hash, container: opened.kind, naming, dropped, nonFinite };
  } finally {
    opened.close();
  }
}

function readWeights(file: OpenWeights, { tensors, filters }: EncoderMap<LazyTensor>): Map<string, NamedTensor> {
  const bytes = [...tensors.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (bytes > file.size + MAXIMUM_SHARED)
    throw new WeightsError(
      'unsupported',
      file.file,
      `its tensors take ${bytes} bytes, more than the file has: they share them. Save the state dict anew.`,
    );
  const weights = new Map<string, NamedTensor>();
  for (const [name, tensor] of tensors) {
    const { kind, shape } = tensor;
    const decoded = decodeTensor(file.file, tensor.name, { kind, shape, bytes: tensor.read() });
    weights.set(name, filters === 'hwio' ? fromTensorflow(name, decoded) : decoded);
  }
  return weights;
}

function fromTensorflow(name: string, { shape, data }: NamedTensor): NamedTensor {
  const turned = pytorchShape(name, shape, 'hwio');
  return { shape: turned, data: turned.length === 4 && data instanceof Float32Array ? toPytorch(turned, data) : data };
}

/** A product with zero is no number just where a factor is infinite or none; four sums keep the processor busy. */
function hasNonFinite(data: Float32Array | Int32Array): boolean {
  if (data instanceof Int32Array) return false;
  let [a, b, c, d] = [0, 0, 0, 0];
  const end = data.length - (data.length % 4);
  for (let index = 0; index < end; index += 4) {
    a += data[index]! * 0;
    b += data[index + 1]! * 0;
    c += data[index + 2]! * 0;
    d += data[index + 3]! * 0;
  }
  for (let index = end; index < data.length; index++) a += data[index]! * 0;
  return Number.isNaN(a + b + c + d);
}

function noEncoder({ file, tensors }: OpenWeights): WeightsError {
  const names =
    tensors
      .slice(0, 5)
      .map(({ name }) => name)
      .join(', ') || 'none';
  const message = `no ResNet encoder is among its ${tensors.length} tensors (${names}, …); its names must end in conv1.weight, layer1.0.conv1.weight and so on.`;
  return new WeightsError('no-encoder', file, message);
}
