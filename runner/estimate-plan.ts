/** What an experiment takes, before anything trains: time from arithmetic, disk from sizes. Pure. */
import { findCatalogDataset } from '../catalog/datasets';
import { CATALOG_TASKS } from '../catalog/tasks';
import type { RunRecord } from '../journal/run-record';
import { canonicalJson } from '../spec/canonical-json';
import { canvasSide } from '../spec/canvas-side';
import type { DatasetIdentity, Plan, TrainingJob, Work } from '../spec/cell';
import { TEN_CROP_VIEWS } from './datasets/ten-crop';
import { networkCost } from './networks/network-cost';

/** Floating-point operations a second to think of where nothing has been measured. The second is what two cores reach in training (`npm run bench`). */
export const ASSUMED_SPEEDS = { 'a data-centre GPU': 10e12, 'two cores of a processor': 100e9 } as const;

/** Early stopping is taken to end training after so many times its patience. */
export const PATIENCES = 3;

/** A forward pass and the two products of the backward pass, over a forward pass alone. */
const TRAINING_PASSES = 3;

/** An image's name and the rest of a row of predictions, in bytes. */
const NAME_BYTES = 40;

/** What predictions keep of an image's masks besides their bits: how many pixels are in both, and in each. */
const OVERLAP_BYTES = 12;

export interface Estimate {
  /** Floating-point operations of all runs and pre-trainings, those done included. */
  readonly operations: number;
  /** Operations a second, over the epochs that have been run in this store; null before the first. */
  readonly measured: { readonly speed: number; readonly epochs: number } | null;
  /** What is kept: best checkpoints, weights of pre-training, predictions. */
  readonly resultBytes: number;
  /** Images decoded and resized once, shared by all cells of a task. */
  readonly cacheBytes: number;
  /** Datasets of unknown size, which are not in it. */
  readonly unknown: readonly string[];
}

interface Sizes {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  readonly classes: number;
}

/** @param recordOf what the journal of a run says by now */
export function estimatePlan({ cells, pretraining }: Plan, recordOf: (id: string) => RunRecord): Estimate {
  const works: readonly Work[] = [...pretraining, ...cells.filter(({ notApplicable }) => notApplicable === null)];
  const records = new Map(works.map((work) => [work, recordOf(work.id)]));
  const measured = { operations: 0, seconds: 0, epochs: 0 };
  for (const [{ job }, { data, epochs }] of records) {
    if (data === null) continue;
    const perEpoch = epochOperations(job, { ...data, classes: data.classes.length });
    for (const { seconds } of epochs) {
      measured.operations += perEpoch;
      measured.seconds += seconds;
      measured.epochs++;
    }
  }
  let [operations, resultBytes] = [0, 0];
  const caches = new Map<string, number>();
  const unknown = new Set<string>();
  for (const [{ job, role, root }, { data }] of records) {
    const sizes = data ? { ...data, classes: data.classes.length } : expectedSizes(job.dataset);
    if (sizes === null) {
      unknown.add(job.dataset.name);
      continue;
    }
    const { training, kind } = job;
    const views = training.testTimeAugmentation === 'ten-crop' ? TEN_CROP_VIEWS : 1;
    const { parameters, products } = costOf(job, sizes);
    operations += expectedEpochs(job) * epochOperations(job, sizes) + 2 * products * views * sizes.test;
    const outputs = kind === 'segmentation' ? (2 * training.imageSize ** 2) / 8 + OVERLAP_BYTES : 5 * sizes.classes;
    resultBytes += 4 * parameters * (role === 'pretrain' ? 2 : 1) + sizes.test * (outputs + NAME_BYTES);
    const side = canvasSide(kind, training);
    const images = sizes.train + sizes.validation + sizes.test;
    const content = canonicalJson([{ ...job.dataset, split: null }, root, side, kind]);
    caches.set(content, images * side * side * (kind === 'segmentation' ? 4 : 3));
  }
  return {
    operations,
    measured: measured.seconds > 0 ? { speed: measured.operations / measured.seconds, epochs: measured.epochs } : null,
    resultBytes,
    cacheBytes: [...caches.values()].reduce((sum, bytes) => sum + bytes, 0),
    unknown: [...unknown],
  };
}

function costOf({ network, kind, training }: TrainingJob, { classes }: Sizes) {
  return networkCost(network, kind, training.imageSize, classes);
}

/** Of one epoch: training, and the validation after it. A product and its sum are two operations. */
function epochOperations(job: TrainingJob, sizes: Sizes): number {
  return 2 * costOf(job, sizes).products * (TRAINING_PASSES * sizes.train + sizes.validation);
}

function expectedEpochs({ training: { epochs, earlyStopping } }: TrainingJob): number {
  return earlyStopping === null ? epochs : Math.min(epochs, PATIENCES * earlyStopping);
}

/** What is known of a dataset that has not been opened; null: nothing. */
function expectedSizes(dataset: DatasetIdentity): Sizes | null {
  if (dataset.layout === 'phantom') {
    const { train, validation, test } = dataset.split ?? { train: 0.7, validation: 0.1, test: 0.2 };
    const { images } = dataset;
    return { train: images * train, validation: images * validation, test: images * test, classes: 1 };
  }
  const known = findCatalogDataset(dataset.layout) ?? findCatalogDataset(dataset.name);
  if (known === null) return null;
  // The head's width hardly matters beside the network.
  const classes = CATALOG_TASKS.find((task) => task.dataset === known.name)?.classes.length ?? 1;
  const { train, validation, test } = known.examples;
  if (dataset.split === null || dataset.split.given || dataset.split.lists) return { train, validation, test, classes };
  const total = train + validation + test;
  const shares = dataset.split;
  return { train: total * shares.train, validation: total * shares.validation, test: total * shares.test, classes };
}
