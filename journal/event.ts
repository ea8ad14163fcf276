/** The journal of one training run: append-only JSON lines, a closed union of events. Times are ISO 8601 in UTC. */

export interface RuntimeHeader {
  /** For instance `node 20.19.0` or `electron 34.2.0`. */
  readonly runtime: string;
  readonly engine: 'tensorflow' | 'wasm';
  /** For instance `tensorflow 2.21.0`. */
  readonly engineVersion: string;
  /** For instance `CPU (AVX2, 2 threads)` or `NVIDIA H100 80GB`. */
  readonly device: string;
  readonly warmstart: string;
  readonly host: string;
  readonly pid: number;
}

/** Layout of weights that the experiment itself trained. */
export const PRETRAINED_HERE = 'pre-trained here';

/** What a checkpoint put into an encoder. Counts are numbers of parameters and buffers (elements, not tensors). */
export interface LoadReport {
  /** File or node the weights came from. */
  readonly source: string;
  /** SHA-256 of the file, hexadecimal. */
  readonly sha256: string;
  readonly loaded: number;
  readonly total: number;
  readonly dropped: readonly string[];
  readonly missing: readonly string[];
  readonly mismatched: readonly string[];
  /** How the file's names were read: the catalog's layout, or what they look like. Absent in older journals. */
  readonly layout?: string;
  readonly proof?: WeightsProof;
}

/** That an initialization is in: numbers which random weights, or a file that filled nothing, would not have. */
export interface WeightsProof {
  /** Share of the first numbers of each loaded convolution that differ from the fresh initialization they replaced, 0 to 1. */
  readonly differing: number;
  /** Loaded convolutions that are zero throughout; absent in older journals. */
  readonly zeros?: number;
  readonly batchNorm: {
    /** With running statistics. */
    readonly layers: number;
    /** Of these, with a running variance that is not the fresh one's. */
    readonly updated: number;
    /** Of all channels; null without layers. */
    readonly smallestVariance: number | null;
  };
}

export interface InTwoParts {
  readonly patients: number;
  /** Of these patients. */
  readonly testImages: number;
}

export type JournalEvent = { readonly time: string } & (
  | {
      readonly type: 'started';
      readonly attempt: number;
      readonly header: RuntimeHeader /** Epochs kept from before. */;
      readonly resumedFrom: number;
    }
  | {
      readonly type: 'data';
      readonly train: number;
      readonly validation: number;
      readonly test: number;
      readonly classes: readonly string[] /** SHA-256 over the examples of each part. */;
      readonly splitHash: string;
      /** Images that were left out, as the spec allowed, for problems of theirs (in journals of earlier versions: the problems); absent: none. */
      readonly leftOut?: number;
      /** The problems of some of them, of each kind the first; absent in journals of earlier versions. */
      readonly leftOutWhy?: readonly string[];
      /** What may be wrong with it: patients in two parts, images that are all but black, masks of several labels; absent: nothing, or a journal of an earlier version. */
      readonly warnings?: readonly string[];
      /** Patients that are in two of the parts; absent: none, or a journal of an earlier version. */
      readonly inTwoParts?: InTwoParts;
    }
  | { readonly type: 'initialized'; readonly report: LoadReport | null }
  /** At most about two a second: mean training loss of the steps since the last such event. Steps count from 1 within an epoch. */
  | {
      readonly type: 'progress';
      readonly epoch: number;
      readonly step: number;
      readonly steps: number;
      readonly loss: number;
    }
  /** After an epoch (1-based), its evaluation and its checkpoint. May appear twice after a crash: the later one counts. */
  | {
      readonly type: 'epoch';
      readonly epoch: number;
      readonly trainLoss: number;
      readonly validationLoss: number;
      readonly validationMetric: number | null;
      readonly learningRate: number;
      readonly best: boolean;
      readonly seconds: number;
      /** Seconds of these that steps waited for data; absent in journals of earlier versions. */
      readonly waited?: number;
    }
  /** Test score of the best checkpoint, in [0, 1]; per class or per image for those who look closer. null: a class without both labels. */
  | {
      readonly type: 'evaluated';
      readonly metric: string;
      readonly value: number;
      readonly parts: Readonly<Record<string, number | null>>;
      /** Of segmentation: Dice in both ways, whichever is the metric; absent in journals of earlier versions. */
      readonly dice?: { readonly mean: number; readonly pooled: number };
    }
  | { readonly type: 'finished'; readonly bestEpoch: number; readonly epochs: number; readonly seconds: number }
  | { readonly type: 'stopped'; readonly epoch: number }
  | { readonly type: 'failed'; readonly code: FailureCode; readonly message: string }
);

/** `upstream`: the pre-training it waits for failed. `diverged`: a loss that is no number. */
export type FailureCode =
  | 'data'
  | 'weights'
  | 'engine'
  | 'out-of-memory'
  | 'diverged'
  | 'upstream'
  | 'disk'
  | 'internal';
