/** What a spec says, typed and with places, before names are looked up and defaults filled in. null: not said, or not readable. */
import type { RecipeValues } from '../catalog/recipe';
import type { Range } from './diagnostic';
import type { Located } from './located';
import type {
  DatasetLayout,
  Metric,
  NetworkSettings,
  PhantomKind,
  SplitLists,
  StatisticsSettings,
  TaskKind,
  UncertainPolicy,
  Window,
} from './spec';

export interface SpecSyntax {
  readonly name: Located<string> | null;
  readonly protocol: Located<string> | null;
  readonly network: Partially<NetworkSettings>;
  readonly training: TrainingSyntax;
  readonly data: readonly DatasetSyntax[];
  readonly weights: Located<string> | null;
  readonly normalisation: Located<'protocol' | 'checkpoint'> | null;
  readonly padding: Located<'symmetric'> | null;
  readonly tasks: readonly TaskSyntax[];
  readonly initializations: readonly InitializationSyntax[];
  readonly runs: Located<number> | null;
  readonly seed: Located<number> | null;
  readonly statistics: Partially<Omit<StatisticsSettings, 'reference'>> & {
    readonly reference: Located<string> | null;
  };
}

/** Any of the values, each with its place. */
export type Partially<Values> = { readonly [Key in keyof Values]: Located<Values[Key]> | null };

export type TrainingSyntax = Partially<RecipeValues>;

export type LayoutName = Exclude<DatasetLayout['layout'], 'phantom'>;

/** The keys that say how a dataset lies on disk, of a dataset or of a task. */
export interface LayoutSyntax {
  readonly layout: Located<LayoutName> | null;
  readonly images: Located<string> | null;
  /** At least one. */
  readonly masks: readonly Located<string>[] | null;
  readonly labels: Located<string> | null;
  readonly imageColumn: Located<string> | null;
  readonly labelColumns: Located<readonly string[]> | null;
  readonly splitColumn: Located<string> | null;
  readonly classes: Located<readonly string[]> | null;
  readonly uncertain: Located<UncertainPolicy> | null;
  readonly window: Located<Window> | null;
  readonly onProblem: Located<'stop' | 'leave-out'> | null;
  readonly split: SplitSyntax | null;
  /** Every key that is there, by its name in the spec. */
  readonly keys: readonly Located<string>[];
}

export interface SplitSyntax {
  readonly range: Range;
  readonly parts: Located<'drawn' | 'given'> | null;
  readonly train: number | null;
  readonly validation: number | null;
  readonly test: number | null;
  /** Of the first share that is written. */
  readonly sharesRange: Range | null;
  readonly groupBy: Located<string> | null;
  readonly seed: number | null;
  /** null while the lists of training or test are missing. */
  readonly lists: Located<SplitLists> | null;
}

export interface DatasetSyntax {
  readonly name: Located<string>;
  readonly root: Located<string> | null;
  readonly layout: LayoutSyntax;
  readonly phantom: PhantomSyntax | null;
}

export interface PhantomSyntax {
  readonly kind: PhantomKind;
  readonly images: number | null;
  readonly size: number | null;
  readonly seed: number | null;
}

export interface TaskSyntax {
  readonly name: Located<string>;
  readonly kind: Located<TaskKind> | null;
  readonly metric: Located<Metric> | null;
  readonly data: Located<string> | null;
  readonly layout: LayoutSyntax;
  readonly training: TrainingSyntax;
  readonly network: Partially<NetworkSettings>;
}

export interface InitializationSyntax {
  readonly name: Located<string>;
  readonly weights: Located<string> | null;
  /** At least one. */
  readonly pretrainedOn: readonly Located<string>[] | null;
  readonly allowPartial: boolean;
  readonly normalisation: Located<'protocol' | 'checkpoint' | 'imagenet' | 'none'> | null;
  readonly padding: Located<'symmetric'> | null;
  /** How its map is written, and where the key `name` stands; null: it is a name alone, `- imagenet`. */
  readonly map: { readonly flow: boolean; readonly nameKey: Range } | null;
  readonly pretrain: PretrainSyntax | null;
}

export interface PretrainSyntax {
  readonly from: Located<string> | null;
  readonly on: Located<string> | null;
  readonly training: TrainingSyntax;
}
