/** A dataset as its layout's reader found it: names, labels and parts, no pixels yet. */
import type { TaskKind, UncertainPolicy, Window } from '../../spec/spec';
import type { DataProblem } from './data-error';
import type { MaskSource } from './mask-source';

export type Part = 'train' | 'validation' | 'test';

export const PARTS = ['train', 'validation', 'test'] as const satisfies readonly Part[];

export interface Example {
  /** Stable name within the dataset, for instance the path below the root; what splits are hashed by. */
  readonly id: string;
  /** Absolute path of the image. */
  readonly image: string;
  /** Classification: one 0, 1 or -1 (uncertain, see `uncertain-labels`) per class. Empty for segmentation. */
  readonly labels: readonly number[];
  /** Segmentation only. */
  readonly mask: MaskSource | null;
  /** Patient, study or other unit that must not be in two parts. */
  readonly group: string;
}

export interface Dataset {
  readonly kind: TaskKind;
  /** One name per output of the network. */
  readonly classes: readonly string[];
  /** Those of the classes that the score averages over; all where it is absent. */
  readonly testedClasses?: readonly string[];
  /** What the loss sees of uncertain labels, which no score counts; absent where the layout has none. */
  readonly uncertain?: UncertainPolicy;
  /** How the numbers of a DICOM file become grey; as the file itself says where it is absent. */
  readonly window?: Window;
  readonly parts: Readonly<Record<Part, readonly Example[]>>;
  /** SHA-256 over part, id and labels of every example; equal splits have equal hashes on every machine. */
  readonly splitHash: string;
  /** Present where examples with problems are to be left out: the first problem of each that was. */
  readonly leftOut?: readonly DataProblem[];
}

/** One step's worth of data. */
export interface Batch {
  readonly count: number;
  /** [count, size, size, 3], 0 to 255; the learner normalises. */
  readonly images: Uint8Array;
  /**
   * [count, classes], or for segmentation, as bytes, [count, size, size, 1]; 0 or 1. Of uncertain labels what `Dataset.uncertain` makes of
   * them: a number in [0, 1], or IGNORED.
   */
  readonly targets: Float32Array | Uint8Array;
}
