/** A dataset as its layout's reader found it: names, labels and parts, no pixels yet. */
import type { TaskKind } from '../../spec/spec';

export type Part = 'train' | 'validation' | 'test';

export interface Example {
  /** Stable name within the dataset, for instance the path below the root; what splits are hashed by. */
  readonly id: string;
  /** Absolute path of the image. */
  readonly image: string;
  /** Classification: one 0 or 1 per class. Empty for segmentation. */
  readonly labels: readonly number[];
  /** Segmentation: absolute path of the mask. */
  readonly mask: string | null;
  /** Patient, study or other unit that must not be in two parts. */
  readonly group: string;
}

export interface Dataset {
  readonly kind: TaskKind;
  /** One name per output of the network. */
  readonly classes: readonly string[];
  readonly parts: Readonly<Record<Part, readonly Example[]>>;
  /** SHA-256 over part, id and labels of every example; equal splits have equal hashes on every machine. */
  readonly splitHash: string;
}

/** One step's worth of data. */
export interface Batch {
  readonly count: number;
  /** [count, size, size, 3], normalised. */
  readonly images: Float32Array;
  /** [count, classes], or for segmentation [count, size, size, 1], values 0 or 1. */
  readonly targets: Float32Array;
}
