import type { EncoderNaming } from '../../../catalog/weight-layout';
import type { TensorEntry } from '../tensor-entry';

/** How filters lie in the file: PyTorch's [out, in, height, width], or TensorFlow's and Haiku's [height, width, in, out]. */
export type FilterOrder = 'oihw' | 'hwio';

/** An encoder among the tensors of a file. */
export interface FoundEncoder<Entry extends TensorEntry> {
  readonly naming: EncoderNaming;
  readonly filters: FilterOrder;
  /** By torchvision's names. */
  readonly tensors: ReadonlyMap<string, Entry>;
  /** Within its stem and stages, but no part of a ResNet: squeeze-and-excitation, for instance. The encoder is not the file's without them. */
  readonly foreign: readonly Entry[];
}

/** A tensor's shape as PyTorch has it: filters [out, in, height, width], and no vectors of [1, 1, 1, channels], as Haiku keeps them. */
export function pytorchShape(name: string, shape: readonly number[], filters: FilterOrder): readonly number[] {
  if (filters === 'oihw' || shape.length !== 4) return shape;
  const [height, width, inputs, outputs] = shape as [number, number, number, number];
  if (!/(conv\d|downsample\.0)\.weight$/.test(name)) return [height * width * inputs * outputs];
  return [outputs, inputs, height, width];
}
