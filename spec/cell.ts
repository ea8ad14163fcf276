/** The units of work of an experiment. Ids are hashes of everything that determines a result, and of nothing else. */
import type {
  DatasetLayout,
  DatasetOptions,
  Metric,
  NetworkSettings,
  SplitSettings,
  TaskKind,
  TrainingSettings,
} from './spec';

/** What identifies a dataset in a cell's id: its layout and split, without the folder it lies in on this machine. */
export type DatasetIdentity = DatasetLayout &
  DatasetOptions & { readonly name: string; readonly split: SplitSettings | null };

export type InitializationIdentity =
  | { readonly source: 'random' }
  /** `file`: as the spec writes it, or the catalog's name; where it lies on this machine is not part of what it is. */
  | { readonly source: 'file'; readonly file: string; readonly allowPartial: boolean }
  /** The checkpoint that pre-training node `node` leaves. */
  | { readonly source: 'pretrain'; readonly node: string };

/** Everything that determines the result of one training run. Stored as settings.json; its hash is the id. */
export interface TrainingJob {
  readonly format: 1;
  readonly kind: TaskKind;
  readonly metric: Metric;
  readonly dataset: DatasetIdentity;
  readonly network: NetworkSettings;
  readonly training: TrainingSettings;
  readonly initialization: InitializationIdentity;
  /** Seeds head, order, augmentation; equal for the same run of every initialization, so that runs can be paired. */
  readonly seed: number;
}

/** One fine-tuning run: task x initialization x run. */
export interface Cell {
  readonly role: 'fine-tune';
  readonly id: string;
  readonly task: string;
  readonly initialization: string;
  /** 1-based. */
  readonly run: number;
  readonly job: TrainingJob;
  /** Id of the pre-training node it starts from. */
  readonly needs: string | null;
  /** Folder of the dataset, absolute when the spec's own path is known; empty for phantoms. */
  readonly root: string;
  /** Checkpoint file to start from, absolute when the spec's own path is known; null for random weights and pre-training nodes. */
  readonly checkpoint: string | null;
  /** Why this cell is "---" (pre-training set = target set); null for cells that run. */
  readonly notApplicable: string | null;
}

/** One pre-training run, shared by every cell that starts from it. */
export interface PretrainNode {
  readonly role: 'pretrain';
  readonly id: string;
  readonly initialization: string;
  readonly job: TrainingJob;
  readonly needs: string | null;
  readonly root: string;
  readonly checkpoint: string | null;
}

export type Work = Cell | PretrainNode;

export interface Plan {
  readonly name: string;
  /** Parents before children. */
  readonly pretraining: readonly PretrainNode[];
  /** Task by task, initialization by initialization, run by run. */
  readonly cells: readonly Cell[];
}
