/** Messages between the extension and its webviews. */
import type { Fact } from '../catalog/about-initialization';
import type { EpochPoint } from '../journal/run-record';
import type { TaskSummary } from '../results/summary';
import type { Table } from '../results/table';
import type { TensorStatistics } from '../statistics/tensor-statistics';

export type RunState =
  | 'waiting'
  | 'running'
  | 'stalled'
  | 'crashed'
  | 'stopped'
  | 'finished'
  | 'failed'
  | 'not-applicable';

/** One training run: of a cell of the matrix, or a pre-training that cells depend on. */
export interface RunView {
  readonly id: string;
  readonly role: 'fine-tune' | 'pretrain';
  /** null for pre-training. */
  readonly task: string | null;
  readonly initialization: string;
  readonly run: number;
  readonly state: RunState;
  /** Finished epochs in order. */
  readonly epochs: readonly EpochPoint[];
  /** At most this many epochs. */
  readonly plannedEpochs: number;
  /** Where the training stands within its epoch. */
  readonly progress: {
    readonly epoch: number;
    readonly step: number;
    readonly steps: number;
    readonly loss: number;
  } | null;
  /** Share in [0, 1] on the test images. */
  readonly score: number | null;
  readonly failure: string | null;
}

export interface ExperimentView {
  readonly name: string;
  readonly tasks: readonly { readonly name: string; readonly metric: string }[];
  readonly initializations: readonly string[];
  readonly runs: readonly RunView[];
}

export interface RunnerView {
  readonly running: boolean;
  /** For example `tensorflow 2.21.0 on CPU (AVX512), node 20`; null before the first run. */
  readonly environment: string | null;
  /** Which images are looked at before anything trains, in words; null or absent: none. */
  readonly preparing?: string | null;
  /** Seconds; null when unknown. */
  readonly timeLeft: number | null;
  /** Runs. */
  readonly done: number;
  readonly total: number;
}

export type ToLive =
  | { readonly type: 'experiment'; readonly experiment: ExperimentView; readonly runner: RunnerView }
  /** Holds only the runs that changed. */
  | { readonly type: 'update'; readonly runs: readonly RunView[]; readonly runner: RunnerView }
  | { readonly type: 'reveal'; readonly task: string; readonly initialization: string };

export type FromLive =
  | { readonly type: 'ready' }
  | { readonly type: 'run' }
  | { readonly type: 'stop' }
  | { readonly type: 'showResults' };

export type ToResults =
  | {
      readonly type: 'results';
      readonly table: Table;
      readonly summary: readonly TaskSummary[];
      readonly runner: RunnerView;
    }
  /** `what` is for people: `Copied as LaTeX`. */
  | { readonly type: 'done'; readonly what: string };

export type CopyFormat = 'latex' | 'markdown' | 'csv';

export type FromResults =
  | { readonly type: 'ready' }
  | { readonly type: 'copy'; readonly format: CopyFormat }
  | { readonly type: 'saveReport' }
  | { readonly type: 'openCurves'; readonly task: string; readonly initialization: string }
  | { readonly type: 'run' };

/** What lies in a file of weights. */
export interface WeightsView {
  /** File name. */
  readonly name: string;
  /** For instance `PyTorch (zip)`. */
  readonly container: string;
  /** Bytes. */
  readonly size: number;
  /** The key of the state dict (`state_dict`); null where there is none. */
  readonly within: string | null;
  /** What else the file says: epoch, architecture. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: readonly TensorView[];
  /** What holds tensors and is not read, and what it is. */
  readonly unread: readonly { readonly name: string; readonly what: string }[];
  /** null where no ResNet encoder is among the tensors. */
  readonly encoder: EncoderView | null;
  /** Title of the published layout that its names have; null where none fits. */
  readonly laidOutAs: string | null;
  /** The catalog's initializations that are published under the file's name, with what is known of them. */
  readonly publishedAs: readonly { readonly title: string; readonly facts: readonly Fact[] }[];
}

export interface TensorView {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Bytes. */
  readonly size: number;
}

export interface EncoderView {
  /** For instance `resnet50`. */
  readonly network: string;
  readonly width: number;
  /** Of that network's encoder, and of a ResNet-50's of that width: parameters and running statistics, 0 to 1. */
  readonly share: number;
  /** null where it is none. */
  readonly resnet50Share: number | null;
  /** Its tensors that the network has no place for. */
  readonly foreign: readonly string[];
  /** By its blocks, the number in the name of a ResNet-152. */
  readonly depth: number;
  readonly naming: string;
  readonly missing: readonly string[];
  readonly mismatched: readonly string[];
  /** Reasons, with how many tensors were left out for each. */
  readonly leftOut: readonly { readonly reason: string; readonly count: number }[];
}

export type ToWeights =
  | { readonly type: 'weights'; readonly weights: WeightsView }
  /** Why the file cannot be read. */
  | { readonly type: 'unreadable'; readonly name: string; readonly message: string }
  | { readonly type: 'statistics'; readonly tensor: string; readonly statistics: TensorStatistics }
  | { readonly type: 'noStatistics'; readonly tensor: string; readonly message: string };

export type FromWeights =
  | { readonly type: 'ready' }
  | { readonly type: 'statistics'; readonly tensor: string }
  | { readonly type: 'useInSpec' };

/** The message a weights editor posted; null when it is none. */
export function parseFromWeights(value: unknown): FromWeights | null {
  const type = field(value, 'type');
  if (type === 'ready' || type === 'useInSpec') return { type };
  const tensor = field(value, 'tensor');
  return type === 'statistics' && typeof tensor === 'string' ? { type, tensor } : null;
}

/** The message a live webview posted; null when it is none. */
export function parseFromLive(value: unknown): FromLive | null {
  const type = field(value, 'type');
  return type === 'ready' || type === 'run' || type === 'stop' || type === 'showResults' ? { type } : null;
}

/** The message a results webview posted; null when it is none. */
export function parseFromResults(value: unknown): FromResults | null {
  const type = field(value, 'type');
  if (type === 'ready' || type === 'saveReport' || type === 'run') return { type };
  if (type === 'copy') {
    const format = field(value, 'format');
    return format === 'latex' || format === 'markdown' || format === 'csv' ? { type, format } : null;
  }
  if (type === 'openCurves') {
    const [task, initialization] = [field(value, 'task'), field(value, 'initialization')];
    return typeof task === 'string' && typeof initialization === 'string' ? { type, task, initialization } : null;
  }
  return null;
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}
