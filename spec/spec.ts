/** A validated spec: defaults filled in, names looked up, every protocol value settled for every task. */
import type { AdamValues } from '../catalog/recipe';
import type { Compact, RecipeAugmentation, RecipeLoss } from '../catalog/recipe-kinds';
import type { Correction } from '../statistics/correction';
import type { RunTest } from '../statistics/run-test';
import type { Alternative } from '../statistics/tails';
import type { Range } from './diagnostic';

export type TaskKind = 'classification' | 'segmentation';

/** `auc`: macro area under the ROC curve over the classes. `dice`: mean per image at threshold 0.5, two empty masks = 1. `dice-pooled`: over all pixels. */
export type Metric = 'auc' | 'dice' | 'dice-pooled';

export interface Spec {
  readonly name: string;
  /** Folder where catalog checkpoints are looked up, as written; null when none is given. */
  readonly weights: string | null;
  readonly tasks: readonly Task[];
  /** Those that are compared, in the order of the spec. */
  readonly initializations: readonly Initialization[];
  /** Those that are only pre-trained from: checkpoints of the catalog, or random, that the spec's list leaves out. */
  readonly origins: readonly Initialization[];
  /** Runs (seeds) per cell. */
  readonly runs: number;
  readonly seed: number;
  readonly statistics: StatisticsSettings;
}

export interface Task {
  readonly name: string;
  readonly kind: TaskKind;
  readonly metric: Metric;
  readonly dataset: DatasetSource;
  readonly network: NetworkSettings;
  readonly training: TrainingSettings;
  /** Where the spec names this task; code lenses and inline results sit there. */
  readonly range: Range;
}

/** Share of examples in each part; parts are drawn by seed, whole groups at a time, stratified by class. */
export interface SplitSettings {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  /** CSV column, or a regular expression with one group on the file name, that names the patient; null: every image on its own. */
  readonly groupBy: string | null;
  readonly seed: number;
  /** The dataset's own parts stay, and `groupBy` is held against them; the shares are of no meaning then. */
  readonly given?: true;
  /** Files that name the images of each part, as written; the shares are of no meaning then. */
  readonly lists?: SplitLists;
}

/** Files with an image's name a line. `validation: null`: a tenth of training, drawn by the seed. */
export interface SplitLists {
  readonly train: string;
  readonly validation: string | null;
  readonly test: string;
}

/** What training makes of an uncertain label: one, zero, nothing, or a number drawn near one or near zero each time. */
export type UncertainPolicy = 'u-ones' | 'u-zeros' | 'u-ignore' | 'lsr-ones' | 'lsr-zeros';

/** What becomes black and white of a DICOM file's numbers, in the units of its rescaled values (CT: Hounsfield units). */
export interface Window {
  readonly center: number;
  readonly width: number;
}

/**
 * Where a dataset lies and how to read it. Paths are as written in the spec and start at `root`, which is absolute when the spec's own
 * path is known, and empty for phantoms.
 */
export type DatasetSource = {
  readonly name: string;
  readonly root: string;
  /** null: the layout has official parts (or folders named train, validation or valid or val, test). */
  readonly split: SplitSettings | null;
} & DatasetOptions &
  DatasetLayout;

/** What is not said is not part of a dataset's identity, so that ids of cells stay as they were before there was such a key. */
export interface DatasetOptions {
  /** Absent: as each DICOM file says itself. */
  readonly window?: Window;
  /** Examples with problems are left out; absent: they stop the run. */
  readonly onProblem?: 'leave-out';
}

export type DatasetLayout =
  /** One folder per class, possibly below train/, valid/, test/. Two classes make one output (positive: the last). */
  | {
      readonly layout: 'class-folders';
      readonly classes: readonly string[] | null;
      /** Pattern with one `*`, below each class folder; absent: every image that lies in it. */
      readonly images?: string;
    }
  /** A table with a row per image. Label columns hold 0 or 1; a single non-numeric column holds class names, several joined by `|`. */
  | {
      readonly layout: 'csv';
      readonly labels: string;
      /** Folder of the images. */
      readonly images: string;
      readonly imageColumn: string;
      readonly labelColumns: readonly string[];
      /** Column with train, validation or test; null: use `split`. */
      readonly splitColumn: string | null;
      /** Names that a column of class names may hold; absent: those it does hold. */
      readonly classes?: readonly string[];
    }
  /**
   * Images and masks matched by the part of the path that `*` stands for. Mask values above half of the maximum are foreground; of several
   * patterns each gives a mask of every image, and foreground is what any of them marks.
   */
  | { readonly layout: 'masks'; readonly images: string; readonly masks: string | readonly string[] }
  /** `images/` or `images_001/images/` and on, the table Data_Entry_2017*.csv and two lists of names. */
  | { readonly layout: 'chestxray14' }
  /** train.csv and valid.csv with fourteen labels; valid.csv is the test part. */
  | { readonly layout: 'chexpert'; readonly uncertain: UncertainPolicy }
  /** CXR_png/CHNCXR_0001_0.png: the suffix is the label. */
  | { readonly layout: 'shenzhen' }
  /** train/<study>/<series>/<slice>.dcm and train.csv with a row per slice. */
  | { readonly layout: 'rsna-pe' }
  /** dicom-images-train/<study>/<series>/<image>.dcm and train-rle.csv with run lengths. */
  | { readonly layout: 'siim-acr' }
  /** CXR_png/ with ManualMask/leftMask/ and rightMask/. */
  | { readonly layout: 'montgomery' }
  /** DRIVE's official folders: vessels are 1st_manual, never mask/ (the field of view). */
  | { readonly layout: 'drive' }
  /** Images that Warmstart draws, written below the store in the csv or masks layout. */
  | {
      readonly layout: 'phantom';
      readonly phantom: PhantomKind;
      readonly images: number;
      readonly size: number;
      readonly seed: number;
    };

/**
 * `textures`: natural-looking textures with coarse and fine class labels (upstream, classification).
 * `clinic`: X-ray-like and fundus-like images with several findings each (domain, classification).
 * `xray`: X-ray-like images with two findings (target, classification). `fundus`: RGB fundus-like images with vessel masks (target, segmentation).
 */
export type PhantomKind = 'textures' | 'clinic' | 'xray' | 'fundus';

export interface NetworkSettings {
  readonly encoder: 'resnet18' | 'resnet34' | 'resnet50' | 'resnet101';
  /** Channels of the stem; 64 is the published network, less is a narrower one for small machines. */
  readonly width: number;
}

export type Schedule =
  | { readonly kind: 'constant' }
  /** PyTorch's ReduceLROnPlateau on the validation loss, relative threshold. `minimum` not there: 0. */
  | {
      readonly kind: 'plateau';
      readonly factor: number;
      readonly patience: number;
      readonly threshold: number;
      readonly minimum?: number;
    }
  /** Half a cosine from the learning rate to `minimum` (not there: 0) over `epochs` epochs. */
  | { readonly kind: 'cosine'; readonly epochs: number; readonly minimum?: number };

/** What may be left out is not there where it is as usual, so that ids of cells stay as they were before there was a choice. */
export interface TrainingSettings extends Partial<AdamValues> {
  /** Side of the square input, in pixels; a multiple of 32 for segmentation. */
  readonly imageSize: number;
  readonly batchSize: number;
  /** Side that images are resized to before the input is cut out, in pixels. Not there: 256/224 of the input (classification only). */
  readonly resize?: number;
  /** Adam's. */
  readonly learningRate: number;
  readonly schedule: Schedule;
  /** At most this many epochs. */
  readonly epochs: number;
  /** Stop after this many epochs without a better validation loss; null: never. */
  readonly earlyStopping: number | null;
  readonly loss: Compact<RecipeLoss>;
  /**
   * `flip`: horizontal flip. `crop-flip-rotate`: random resized crop, flip, rotation (classification only). `intensity-distortion-crop`:
   * brightness and contrast or gamma, a distortion, a crop, each now and then (segmentation only). How much: `AUGMENTATIONS`, unless it says.
   */
  readonly augmentation: Compact<RecipeAugmentation>;
  /** `imagenet`: mean and standard deviation of ImageNet on values in [0, 1]. `none`: values in [0, 1]. */
  readonly normalisation: 'imagenet' | 'none';
  /** `ten-crop`: mean of the sigmoid outputs over four corners and the centre, flipped and not (classification only). */
  readonly testTimeAugmentation: 'none' | 'ten-crop';
  /** `mixed`: convolutions and matrix products in 16 bits, weights in float32. Not there: float32. */
  readonly precision?: 'mixed';
}

export type Initialization = { readonly name: string; readonly range: Range } & (
  | { readonly source: 'random' }
  /** A checkpoint file. Below 100 % of the encoder a cell refuses to start unless allowPartial. */
  | {
      readonly source: 'file';
      /** As written, or the catalog's name. */
      readonly file: string;
      /** Where it lies, absolute when the spec's own path is known. */
      readonly path: string;
      readonly allowPartial: boolean;
      /** Instead of the task's, also where pre-training starts from here; null: the task's. */
      readonly normalisation: TrainingSettings['normalisation'] | null;
      /** Datasets the weights have seen, as far as the spec or the catalog says; tasks on them are not applicable. */
      readonly pretrainedOn: readonly SeenDataset[];
    }
  /** Supervised pre-training on a classification dataset, started from an initialization or an origin of this spec, with the network of the cell that needs it. */
  | {
      readonly source: 'pretrain';
      readonly from: string;
      readonly on: DatasetSource;
      readonly method: 'supervised';
      readonly training: TrainingSettings;
    }
);

/** A dataset that weights have seen: as the spec describes it, or where it does not, its name in the catalog. */
export type SeenDataset = DatasetSource | string;

export interface StatisticsSettings {
  readonly test: RunTest;
  /**
   * What each initialization of a task is compared with: the highest mean, or one that is named. `all-pairs`: the marks speak of the highest
   * mean as well, but every pair is tested and the correction is over all of them.
   */
  readonly compare: Comparands;
  /** Name of the initialization that `reference` compares with; null for the other comparisons. */
  readonly reference: string | null;
  /** Which difference from the other side of the comparison counts. */
  readonly alternative: Alternative;
  readonly alpha: number;
  readonly correction: Correction;
  /** Equivalence margin in percentage points of the metric; null: no equivalence is claimed. */
  readonly margin: number | null;
  /** Delta degrees of freedom of the standard deviation: 1 (sample) or 0 (the paper's). Tests always use 1. */
  readonly ddof: 0 | 1;
}

export type Comparands = 'best' | 'reference' | 'all-pairs';
