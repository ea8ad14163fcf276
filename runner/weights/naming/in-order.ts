import type { TensorEntry } from '../tensor-entry';
import { convolutionsOf, ENCODER_NAMES } from './encoder-names';
import type { FoundEncoder } from './found-encoder';

/** TensorFlow's parts of a batch norm, by PyTorch's names. */
const TENSORFLOW_PARTS: Readonly<Record<string, string>> = {
  gamma: 'weight',
  beta: 'bias',
  moving_mean: 'running_mean',
  moving_variance: 'running_var',
};

/** SimCLR's checkpoints: `base_model/conv2d_7/kernel`, numbered in the order in which its code made them. */
export function findTensorflowOrder<Entry extends TensorEntry>(
  entries: readonly Entry[],
  scope = 'base_model/',
): FoundEncoder<Entry> | null {
  const convolutions: [number: number, kernel: Entry][] = [];
  const norms = new Map<number, Map<string, Entry>>();
  for (const entry of entries) {
    if (!entry.name.startsWith(scope)) continue;
    const found = /^(conv2d|batch_normalization)(?:_(\d+))?\/(\w+)$/.exec(entry.name.slice(scope.length));
    if (!found) continue;
    const number = Number(found[2] ?? 0);
    const part = found[3]!;
    if (found[1] === 'conv2d' && part === 'kernel') convolutions.push([number, entry]);
    else if (Object.hasOwn(TENSORFLOW_PARTS, part)) {
      const norm = norms.get(number) ?? new Map<string, Entry>();
      norms.set(number, norm.set(TENSORFLOW_PARTS[part]!, entry));
    }
  }
  // Sorted as numbers: as text, conv2d_10 comes before conv2d_2.
  const kernels = convolutions.sort(([a], [b]) => a - b).map(([, kernel]) => kernel);
  const tensors = inOrder(
    kernels,
    [...norms].sort(([a], [b]) => a - b).map(([, norm]) => norm),
  );
  return tensors && { naming: { kind: 'tensorflow-order', scope }, filters: 'hwio', tensors, foreign: [] };
}

/** Conversions of SimCLR-v2 keep its order: `net.1.blocks.0.projection.shortcut.weight`, `net.1.blocks.0.net.1.0.running_var`. */
export function findPytorchOrder<Entry extends TensorEntry>(
  entries: readonly Entry[],
  prefix = 'net.',
): FoundEncoder<Entry> | null {
  const kernels: Entry[] = [];
  const norms = new Map<string, Map<string, Entry>>();
  for (const entry of entries) {
    if (!entry.name.startsWith(prefix)) continue;
    if (entry.shape.length === 4) kernels.push(entry);
    const [, module, part] = /^(.*)\.(weight|bias|running_mean|running_var)$/.exec(entry.name) ?? [];
    if (module === undefined || entry.shape.length !== 1) continue;
    const norm = norms.get(module) ?? new Map<string, Entry>();
    norms.set(module, norm.set(part!, entry));
  }
  const tensors = inOrder(kernels, [...norms.values()]);
  return tensors && { naming: { kind: 'pytorch-order', prefix }, filters: 'oihw', tensors, foreign: [] };
}

function inOrder<Entry extends TensorEntry>(
  kernels: readonly Entry[],
  norms: readonly ReadonlyMap<string, Entry>[],
): Map<string, Entry> | null {
  const pairs = ENCODER_NAMES.map(convolutionsOf).find(({ length }) => length === kernels.length);
  if (pairs === undefined || norms.length !== kernels.length) return null;
  const tensors = new Map<string, Entry>();
  for (const [index, { convolution, norm }] of pairs.entries()) {
    tensors.set(`${convolution}.weight`, kernels[index]!);
    for (const [part, entry] of norms[index]!) tensors.set(`${norm}.${part}`, entry);
  }
  return tensors;
}
