import type { NetworkSettings, TaskKind } from '../spec/spec';

export interface BenchCase {
  readonly name: string;
  readonly mode: 'train' | 'infer';
  readonly kind: TaskKind;
  readonly encoder: NetworkSettings['encoder'];
  /** Side of the images, in pixels. */
  readonly size: number;
  readonly batch: number;
}

const NETWORKS: readonly Omit<BenchCase, 'name' | 'mode'>[] = [
  { kind: 'classification', encoder: 'resnet50', size: 224, batch: 8 },
  { kind: 'classification', encoder: 'resnet50', size: 224, batch: 32 },
  { kind: 'segmentation', encoder: 'resnet50', size: 224, batch: 8 },
  { kind: 'classification', encoder: 'resnet18', size: 64, batch: 32 },
];

/** Every network trained, then every network run, at the sizes that the experiments use. */
export const CASES: readonly BenchCase[] = (['train', 'infer'] as const).flatMap((mode) =>
  NETWORKS.map((network) => ({ ...network, mode, name: nameOf(network, mode) })),
);

/** Those with the word in their name; all without one. */
export function casesNamed(word = ''): readonly BenchCase[] {
  return CASES.filter(({ name }) => name.includes(word));
}

function nameOf({ kind, encoder, size, batch }: Omit<BenchCase, 'name' | 'mode'>, mode: BenchCase['mode']): string {
  return `${mode} ${kind === 'segmentation' ? 'unet-' : ''}${encoder} ${size}px b${batch}`;
}
