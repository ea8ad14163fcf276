import type { WeightLayout } from '../../catalog/weight-layout';
import { toPytorch } from '../networks/pytorch-layout';
import type { Allocate } from './byte-source';
import { decodeTensor } from './decode-tensor';
import { type EncoderMap, mapEncoder } from './map-encoder';
import type { NamedTensor, NamedTensors } from './named-tensors';
import { pytorchShape } from './naming/found-encoder';
import { type OpenWeights, openWeights } from './open-weights';
import { WeightsProver } from './prove-weights';
import type { LazyTensor } from './tensor-entry';
import { WeightsError } from './weights-error';

/** An open file with an encoder in it; `close` ends it, and nothing is read after that. */
export interface EncoderFile {
  readonly naming: EncoderMap<LazyTensor>['naming'];
  readonly dropped: EncoderMap<LazyTensor>['dropped'];
  readonly foreign: EncoderMap<LazyTensor>['foreign'];
  /**
   * Reads the encoder, and nothing else of the file: by torchvision's names (conv1.weight, bn1.weight ... layer4.2.bn3.running_var), in
   * PyTorch's layout. Each is read when it is asked for; with `allocate` its numbers may lie in the memory of the one before.
   * @throws WeightsError
   */
  weights(allocate?: Allocate): Iterable<readonly [name: string, tensor: NamedTensor]>;
  close(): void;
}

/** Tensors may share their bytes, within reason. */
const MAXIMUM_SHARED = 100 * 2 ** 20;

/**
 * Finds the encoder in a file of weights.
 *
 * @param layout of the catalog; null, or one that finds nothing: inferred from the names
 * @throws WeightsError
 */
export async function openEncoderFile(path: string, layout: WeightLayout | null = null): Promise<EncoderFile> {
  const opened = await openWeights(path);
  try {
    // Layouts were declared from what reads the official files; a file that differs is still taken for what it is.
    const mapped = mapEncoder(opened.tensors, layout) ?? mapEncoder(opened.tensors);
    if (mapped === null) throw noEncoder(opened);
    const bytes = [...mapped.tensors.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
    if (bytes > opened.size + MAXIMUM_SHARED)
      throw new WeightsError(
        'unsupported',
        path,
        `its tensors take ${bytes} bytes, more than the file has: they share them. Save the state dict anew.`,
      );
    const { naming, dropped, foreign } = mapped;
    return { naming, dropped, foreign, weights: (allocate) => readInTurn(path, mapped, allocate), close: opened.close };
  } catch (error) {
    opened.close();
    throw error;
  }
}

/** The whole encoder in a file of weights, and what the file's has besides. */
export interface LoadedEncoder {
  readonly tensors: NamedTensors;
  /** By their names in the file. */
  readonly foreign: readonly string[];
}

/** @throws WeightsError, also where numbers are infinite or none, or variances below zero */
export async function loadEncoderFile(path: string, layout: WeightLayout | null = null): Promise<LoadedEncoder> {
  const file = await openEncoderFile(path, layout);
  try {
    const prover = new WeightsProver(new Map());
    const tensors = new Map(prover.watch(file.weights()));
    prover.refuseUnsound(path);
    return { tensors, foreign: file.foreign.map(({ name }) => name) };
  } finally {
    file.close();
  }
}

function* readInTurn(
  path: string,
  { tensors, filters }: EncoderMap<LazyTensor>,
  allocate?: Allocate,
): Generator<readonly [string, NamedTensor]> {
  for (const [name, tensor] of tensors) {
    const { kind, shape } = tensor;
    const decoded = decodeTensor(path, tensor.name, { kind, shape, bytes: tensor.read(allocate) });
    yield [name, filters === 'hwio' ? fromTensorflow(name, decoded) : decoded];
  }
}

function fromTensorflow(name: string, { shape, data }: NamedTensor): NamedTensor {
  const turned = pytorchShape(name, shape, 'hwio');
  return { shape: turned, data: turned.length === 4 && data instanceof Float32Array ? toPytorch(turned, data) : data };
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
