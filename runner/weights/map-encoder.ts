import type { DroppedNames, EncoderNaming, WeightLayout } from '../../catalog/weight-layout';
import type { FoundEncoder } from './naming/found-encoder';
import { findHaiku } from './naming/haiku';
import { findPytorchOrder, findTensorflowOrder } from './naming/in-order';
import { findTorchvision, MOMENTUM } from './naming/torchvision';
import type { TensorEntry } from './tensor-entry';

/** A tensor of the file that is no part of the encoder. */
export interface DroppedTensor {
  readonly name: string;
  readonly reason: string;
}

export interface EncoderMap<Entry extends TensorEntry> extends FoundEncoder<Entry> {
  readonly dropped: readonly DroppedTensor[];
}

/** What lies beside encoders, by what its name has in it; the first that fits counts. */
const BESIDE: readonly (readonly [RegExp, string])[] = [
  [/num_batches_tracked$/, 'a counter that only training needs'],
  [/(^|\.)(optimizer|optim)|Momentum$|opt_state/, 'state of the optimizer'],
  [/queue/, 'queue of negatives'],
  [/prototypes/, 'prototypes of clusters'],
  [/proje|head|mlp/, 'projection head'],
  [/predictor/, 'predictor'],
  [/jigsaw/, 'head of the jigsaw task'],
  [MOMENTUM, 'momentum copy of the encoder'],
  [/decoder/, 'decoder'],
  [/(^|\.)layer[1-4]\.\d/, 'another encoder'],
  [/(^|\.)(fc|classifier|linear|dense)|logits/, 'classifier'],
];

/**
 * Finds a ResNet encoder among the tensors of a file and gives it torchvision's names: by a layout of the catalog, or for files of
 * unknown origin by what their names look like. null when there is none.
 */
export function mapEncoder<Entry extends TensorEntry>(
  entries: readonly Entry[],
  layout: WeightLayout | null = null,
): EncoderMap<Entry> | null {
  const found = layout === null ? infer(entries) : findAs(entries, layout.naming);
  if (found === null) return null;
  const used = new Set<TensorEntry>(found.tensors.values());
  const foreign = new Set<TensorEntry>(found.foreign);
  const dropped = entries
    .filter((entry) => !used.has(entry))
    .map((entry) => ({
      name: entry.name,
      reason: foreign.has(entry)
        ? 'part of an encoder that is no ResNet'
        : reasonFor(entry.name, layout?.dropped ?? []),
    }));
  return { ...found, dropped };
}

/** Reasons, with how many tensors were left out for each. */
export function countReasons(dropped: readonly DroppedTensor[]): { readonly reason: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { reason } of dropped) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => ({ reason, count }));
}

function infer<Entry extends TensorEntry>(entries: readonly Entry[]): FoundEncoder<Entry> | null {
  return (
    findTorchvision(entries, null) ?? findHaiku(entries) ?? findTensorflowOrder(entries) ?? findPytorchOrder(entries)
  );
}

function findAs<Entry extends TensorEntry>(
  entries: readonly Entry[],
  naming: EncoderNaming,
): FoundEncoder<Entry> | null {
  switch (naming.kind) {
    case 'torchvision':
      return findTorchvision(entries, naming.prefix);
    case 'haiku':
      return findHaiku(entries, naming.parameters, naming.state);
    case 'tensorflow-order':
      return findTensorflowOrder(entries, naming.scope);
    case 'pytorch-order':
      return findPytorchOrder(entries, naming.prefix);
  }
}

function reasonFor(name: string, declared: readonly DroppedNames[]): string {
  const known = declared.find(({ prefix }) => name.startsWith(prefix));
  return known?.reason ?? BESIDE.find(([pattern]) => pattern.test(name))?.[1] ?? 'no part of a ResNet encoder';
}
