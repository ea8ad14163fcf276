import type { LazyTensor } from './tensor-entry';

/** What files are read. */
export type ContainerKind =
  | 'safetensors'
  | 'pytorch-zip'
  | 'pytorch-legacy'
  | 'pickle'
  | 'tensorflow-checkpoint'
  | 'npz'
  | 'npy';

export const CONTAINER_TITLES: Readonly<Record<ContainerKind, string>> = {
  safetensors: 'safetensors',
  'pytorch-zip': 'PyTorch (zip)',
  'pytorch-legacy': 'PyTorch before 1.6',
  pickle: 'pickle of arrays',
  'tensorflow-checkpoint': 'TensorFlow checkpoint',
  npz: 'NumPy archive',
  npy: 'NumPy array',
};

/** What holds tensors and is not read: a quantized tensor, an object of a class that only its own code can open. */
export interface UnreadEntry {
  readonly name: string;
  /** `a quantized tensor` */
  readonly what: string;
}

/** An open file of weights: what lies in it, values unread. */
export interface Container {
  readonly kind: ContainerKind;
  /** The key of the file's dictionary whose tensors are called by their names alone (`state_dict`); null where none is marked out. */
  readonly within: string | null;
  /** In the order of the file; names are unique. */
  readonly tensors: readonly LazyTensor[];
  readonly unread: readonly UnreadEntry[];
  /** What else is said: epoch, architecture, the format's own notes. */
  readonly metadata: Readonly<Record<string, string>>;
}
