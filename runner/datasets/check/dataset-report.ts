/** What `warmstart data check` finds out about a dataset. */
import type { TaskKind } from '../../../spec/spec';
import type { DataProblem } from '../data-error';
import type { Part } from '../dataset';

export interface DatasetReport {
  readonly name: string;
  readonly layout: string;
  readonly root: string;
  readonly kind: TaskKind;
  readonly classes: readonly string[];
  readonly parts: Readonly<Record<Part, PartReport>>;
  readonly splitHash: string;
  /** Smallest and largest width and height, in pixels; null where no image could be read. */
  readonly sizes: { readonly width: readonly [number, number]; readonly height: readonly [number, number] } | null;
  /** Of segmentation; null where no mask could be read. */
  readonly foreground: ForegroundReport | null;
  /** Whether every image was decoded, and not a few masks only. */
  readonly isDeep: boolean;
  /** What keeps the dataset, or examples of it, from being trained on. */
  readonly problems: readonly DataProblem[];
  /** Images that runs leave out for their problems, as the spec allows; null: problems stop the runs. */
  readonly leftOut: number | null;
  /** What can be trained on, and probably should not. */
  readonly warnings: readonly DataWarning[];
  /** What is there and not used, mostly for good reason. */
  readonly notes: readonly DataNote[];
}

export interface PartReport {
  readonly examples: number;
  /** Patients, studies, or images that stand alone. */
  readonly groups: number;
  /** Of each class. */
  readonly positives: readonly number[];
  /** Of each class: neither positive nor negative. */
  readonly uncertain: readonly number[];
}

/** Share of the pixels that are foreground, over the masks. */
export interface ForegroundReport {
  /** How many were looked at. */
  readonly masks: number;
  readonly least: number;
  readonly median: number;
  readonly greatest: number;
  /** Masks without any. */
  readonly empty: number;
}

/**
 * `shared-group`: a patient in two parts. `duplicate`: the same pixels twice. `foreground`: masks that cover too much, or nothing.
 * `same-masks`: masks that hardly differ from image to image, as fields of view. `run-lengths`: run lengths written in another way.
 * `dim`: images of 16 bits that use few of them. `mask-values`: masks that have several labels. `untested-class`: a class that the test part
 * cannot score.
 */
export type DataWarningCode =
  | 'shared-group'
  | 'duplicate'
  | 'foreground'
  | 'same-masks'
  | 'run-lengths'
  | 'dim'
  | 'mask-values'
  | 'untested-class';

export interface DataWarning {
  readonly code: DataWarningCode;
  readonly message: string;
  /** Of `shared-group`: every patient, with the parts. */
  readonly groups?: readonly string[];
}

/** `other-files`: beside images, of a kind that is not read. `unused-images`, `unused-masks`: in the folders of those that are used. */
export type UnusedFiles = 'other-files' | 'unused-images' | 'unused-masks';

/** `redrawn`: the dataset comes in parts, and `split` draws others. */
export type DataNoteCode = UnusedFiles | 'redrawn';

export interface DataNote {
  readonly code: DataNoteCode;
  readonly message: string;
  /** All of them, below the dataset's folder; empty where it is about none. */
  readonly files: readonly string[];
}
