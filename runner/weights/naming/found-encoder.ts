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
}
