import type { ExpectedInput } from './expected-input';
import { findByName, type Named } from './find-by-name';
import type { WeightLayout } from './weight-layout';
import { BYOL } from './weight-layouts/byol';
import { DATA_PARALLEL } from './weight-layouts/data-parallel';
import { MOCO } from './weight-layouts/moco';
import { PYCONTRAST } from './weight-layouts/pycontrast';
import { SIMCLR } from './weight-layouts/simclr';
import { SIMCLR_V2_PYTORCH } from './weight-layouts/simclr-v2-pytorch';
import { STATE_DICT } from './weight-layouts/state-dict';
import { SWAV } from './weight-layouts/swav';
import { TORCHVISION } from './weight-layouts/torchvision';

/** One of the benchmark's initializations: random, or a published ResNet-50 checkpoint. */
export interface CatalogInitialization extends Named {
  /** As the paper prints it. */
  readonly title: string;
  readonly description: string;
  /** Official files, the one most likely used by the paper first; empty for random. Nothing is downloaded. */
  readonly files: readonly CatalogFile[];
  /** Where its authors publish it: a repository or page to look for; null for random. */
  readonly source: string | null;
  /** Of the files; null: not stated by their authors, as far as is known here. */
  readonly licence: string | null;
  /** arXiv id. */
  readonly paper: string;
  /** Names of the datasets the weights have seen, in order. A target task on one of them is not applicable. */
  readonly pretrainedOn: readonly string[];
  readonly input: ExpectedInput;
  /** What is not certain about it, in a sentence; null where nothing is known to be. */
  readonly doubt: string | null;
}

export interface CatalogFile {
  /** File name; of a TensorFlow checkpoint its folder. */
  readonly name: string;
  readonly layout: WeightLayout;
  /** Other checkpoints have this name, too, so that it alone says nothing. */
  readonly common?: true;
  /** First eight hexadecimal digits of a hash of the file, as its authors print it; a file of another name is known by it. */
  readonly hash?: { readonly algorithm: 'sha256' | 'md5'; readonly start: string };
}

/** The network that every published checkpoint of the catalog is for. */
export const PUBLISHED_NETWORK = { encoder: 'resnet50', width: 64 } as const;

const AS_TORCHVISION: ExpectedInput = {
  colours: 'RGB',
  range: [0, 1],
  normalisation: 'imagenet',
  padding: 'symmetric',
};
/** Its convolutions pad by themselves and alike, its pooling as TensorFlow does (resnet.py, conv2d_fixed_padding and max_pooling2d). */
const AS_SIMCLR: ExpectedInput = { ...AS_TORCHVISION, normalisation: 'none', padding: 'tensorflow-pooling' };

const PYCONTRAST_SOURCE = 'github.com/HobbitLong/PyContrast';
const SWAV_SOURCE = 'github.com/facebookresearch/swav';
const PYCONTRAST_DOUBT =
  'The repository’s code is under BSD-2-Clause; whether its files of weights, which lie elsewhere, are too is not said.';
const SWAV_DOUBT =
  'Its authors divide red by 0.228, ImageNet’s deviation being 0.229: half a percent, which is not followed.';
const BENCHMARK_SOURCE = 'github.com/MR-HosseinzadehTaher/BenchmarkTransferLearning';

export const CATALOG_INITIALIZATIONS: readonly CatalogInitialization[] = [
  entry('random', 'Random', {
    description: 'Random weights (He et al. 2015), new for every run: training from scratch.',
    files: [],
    source: null,
    licence: null,
    paper: '1502.01852',
    pretrainedOn: [],
  }),
  entry('imagenet', 'ImageNet', {
    description: 'Classification of ImageNet’s 1,000 classes; the usual place to start from.',
    files: [
      { name: 'resnet50-19c8e357.pth', layout: TORCHVISION, hash: { algorithm: 'sha256', start: '19c8e357' } },
      { name: 'resnet50-0676ba61.pth', layout: TORCHVISION, hash: { algorithm: 'sha256', start: '0676ba61' } },
    ],
    source: 'torchvision, models.resnet50',
    licence: 'BSD-3-Clause',
    paper: '1512.03385',
  }),
  entry('inat2021', 'iNat2021', {
    description: 'Classification of the 10,000 species of iNaturalist 2021.',
    files: [
      { name: 'inat2021_supervised_large.pth.tar', layout: STATE_DICT },
      { name: 'inat2021_supervised_large_from_scratch.pth.tar', layout: STATE_DICT },
    ],
    source: 'github.com/visipedia/newt',
    licence: 'MIT',
    paper: '2103.16483',
    pretrainedOn: ['inat2021'],
    doubt:
      'One file was started from ImageNet, the other (…_from_scratch) from random weights; the paper does not say which it used.',
  }),
  entry('inat2021-mini', 'iNat2021 mini', {
    description: 'Classification of iNaturalist 2021’s species with 50 images each.',
    files: [
      { name: 'inat2021_supervised_mini.pth.tar', layout: STATE_DICT },
      { name: 'inat2021_supervised_mini_from_scratch.pth.tar', layout: STATE_DICT },
    ],
    source: 'github.com/visipedia/newt',
    licence: 'MIT',
    paper: '2103.16483',
    pretrainedOn: ['inat2021'],
    doubt: 'One file was started from ImageNet, the other (…_from_scratch) from random weights.',
  }),
  selfSupervised('insdis', 'InsDis', {
    description: 'Instance discrimination: every image is a class of its own, 200 epochs.',
    files: [{ name: 'InsDis.pth', layout: PYCONTRAST }],
    source: PYCONTRAST_SOURCE,
    licence: null,
    doubt: PYCONTRAST_DOUBT,
    paper: '1805.01978',
  }),
  selfSupervised('moco-v1', 'MoCo-v1', {
    description: 'Momentum contrast, 200 epochs.',
    files: [{ name: 'moco_v1_200ep_pretrain.pth.tar', layout: MOCO, hash: { algorithm: 'md5', start: 'b251726a' } }],
    source: 'github.com/facebookresearch/moco',
    licence: 'CC-BY-NC-4.0',
    paper: '1911.05722',
  }),
  selfSupervised('pcl-v1', 'PCL-v1', {
    description: 'Prototypical contrastive learning, 200 epochs.',
    files: [{ name: 'PCL_v1_epoch200.pth.tar', layout: MOCO }],
    source: 'github.com/salesforce/PCL',
    licence: 'MIT',
    paper: '2005.04966',
  }),
  selfSupervised('pirl', 'PIRL', {
    description: 'Representations that do not change under jigsaw puzzles.',
    files: [{ name: 'PIRL.pth', layout: PYCONTRAST }],
    source: PYCONTRAST_SOURCE,
    licence: null,
    doubt: PYCONTRAST_DOUBT,
    paper: '1912.01991',
  }),
  selfSupervised('pcl-v2', 'PCL-v2', {
    description: 'Prototypical contrastive learning with a projection head and stronger augmentation, 200 epochs.',
    files: [{ name: 'PCL_v2_epoch200.pth.tar', layout: MOCO }],
    source: 'github.com/salesforce/PCL',
    licence: 'MIT',
    paper: '2005.04966',
  }),
  selfSupervised('simclr-v1', 'SimCLR-v1', {
    description: 'Contrastive learning in large batches, 1,000 epochs.',
    files: [
      { name: 'ResNet50_1x', layout: SIMCLR },
      { name: 'ResNet50_1x.pth', layout: STATE_DICT },
      { name: 'resnet50-1x.pth', layout: STATE_DICT },
    ],
    source: 'github.com/google-research/simclr',
    licence: 'Apache-2.0',
    paper: '2002.05709',
    input: AS_SIMCLR,
    doubt: 'The .pth files are conversions to PyTorch by others; under which licence is not stated.',
  }),
  selfSupervised('moco-v2', 'MoCo-v2', {
    description: 'Momentum contrast with a projection head and stronger augmentation, 800 epochs.',
    files: [{ name: 'moco_v2_800ep_pretrain.pth.tar', layout: MOCO, hash: { algorithm: 'md5', start: 'a04e12f8' } }],
    source: 'github.com/facebookresearch/moco',
    licence: 'CC-BY-NC-4.0',
    paper: '2003.04297',
  }),
  selfSupervised('simclr-v2', 'SimCLR-v2', {
    description: 'SimCLR with a deeper projection head, 800 epochs.',
    files: [
      { name: 'r50_1x_sk0', layout: SIMCLR },
      { name: 'r50_1x_sk0.pth', layout: SIMCLR_V2_PYTORCH },
    ],
    source: 'github.com/google-research/simclr',
    licence: 'Apache-2.0',
    paper: '2006.10029',
    input: AS_SIMCLR,
    doubt:
      'The .pth file is a conversion by others (github.com/Separius/SimCLRv2-Pytorch), under which licence is not stated. Its key names are read off the script that writes it, not off a file.',
  }),
  selfSupervised('sela-v2', 'SeLa-v2', {
    description: 'Self-labelling by optimal transport, in SwAV’s training, 400 epochs.',
    files: [{ name: 'selav2_400ep_pretrain.pth.tar', layout: SWAV }],
    source: SWAV_SOURCE,
    doubt: SWAV_DOUBT,
    licence: 'CC-BY-NC-4.0',
    paper: '1911.05371',
  }),
  selfSupervised('infomin', 'InfoMin', {
    description: 'Contrast of views that share as little as they may, 800 epochs.',
    files: [{ name: 'InfoMin_800.pth', layout: PYCONTRAST }],
    source: PYCONTRAST_SOURCE,
    licence: null,
    doubt: PYCONTRAST_DOUBT,
    paper: '2005.10243',
  }),
  selfSupervised('byol', 'BYOL', {
    description: 'Bootstrap your own latent: predicts a slowly moving copy of itself, without negatives, 1,000 epochs.',
    files: [{ name: 'pretrain_res50x1.pkl', layout: BYOL }],
    source: 'github.com/google-deepmind/deepmind-research, byol',
    licence: 'Apache-2.0',
    paper: '2006.07733',
    input: { ...AS_TORCHVISION, padding: 'tensorflow' },
  }),
  selfSupervised('deepcluster-v2', 'DeepCluster-v2', {
    description: 'Clusters features and predicts the clusters, in SwAV’s training, 800 epochs.',
    files: [{ name: 'deepclusterv2_800ep_pretrain.pth.tar', layout: SWAV }],
    source: SWAV_SOURCE,
    doubt: SWAV_DOUBT,
    licence: 'CC-BY-NC-4.0',
    paper: '2006.09882',
  }),
  selfSupervised('swav', 'SwAV', {
    description: 'Swaps cluster assignments between views, with several crops, 800 epochs.',
    files: [{ name: 'swav_800ep_pretrain.pth.tar', layout: SWAV }],
    source: SWAV_SOURCE,
    doubt: SWAV_DOUBT,
    licence: 'CC-BY-NC-4.0',
    paper: '2006.09882',
  }),
  selfSupervised('barlow-twins', 'Barlow Twins', {
    description: 'Makes the outputs for two views agree and their parts differ, 1,000 epochs.',
    files: [{ name: 'resnet50.pth', layout: TORCHVISION, common: true }],
    source: 'github.com/facebookresearch/barlowtwins',
    licence: 'MIT',
    paper: '2103.03230',
    doubt:
      'Its authors publish two files, the encoder (resnet50.pth, meant here) and the whole state of training (checkpoint.pth). The first has a name that other ResNet-50 checkpoints have, too, and two trainings have been published under it (73.3 and 73.5 % on ImageNet); which one the paper used is not said.',
  }),
  benchmark('chestxray14', 'ChestX-ray14', {
    description: 'Classification of ChestX-ray14’s fourteen findings, from scratch.',
    files: [{ name: 'chestxray14.pth.tar', layout: STATE_DICT }],
    pretrainedOn: ['chestxray14'],
  }),
  benchmark('chexpert', 'CheXpert', {
    description: 'Classification of CheXpert’s fourteen labels, from scratch.',
    files: [{ name: 'chexpert.pth.tar', layout: DATA_PARALLEL }],
    pretrainedOn: ['chexpert'],
  }),
  benchmark('imagenet-chestxray14', 'ImageNet→ChestX-ray14', {
    description: 'Supervised ImageNet, continued on ChestX-ray14.',
    files: [{ name: 'ImageNet_chestxray14.pth.tar', layout: STATE_DICT }],
    pretrainedOn: ['imagenet', 'chestxray14'],
  }),
  benchmark('imagenet-chexpert', 'ImageNet→CheXpert', {
    description: 'Supervised ImageNet, continued on CheXpert.',
    files: [{ name: 'ImageNet_chexpert.pth.tar', layout: DATA_PARALLEL }],
    pretrainedOn: ['imagenet', 'chexpert'],
  }),
];

export function findCatalogInitialization(name: string): CatalogInitialization | null {
  return findByName(CATALOG_INITIALIZATIONS, name);
}

/** Which checkpoint a file is by its official name; of a TensorFlow checkpoint's .index by its folder's. */
export function findOfficialFile(path: string): CatalogInitialization | null {
  const [name, folder] = path.split(/[\\/]/).reverse();
  const official = name?.endsWith('.index') ? folder : name;
  const has = ({ files }: CatalogInitialization) => files.some((file) => file.name === official && !file.common);
  return CATALOG_INITIALIZATIONS.find(has) ?? null;
}

type Facts = Omit<CatalogInitialization, 'name' | 'aliases' | 'title'>;
type Usual = 'pretrainedOn' | 'input' | 'doubt';
type Given<Known extends keyof Facts> = Omit<Facts, Known> & Partial<Pick<Facts, Known>>;

function entry(name: string, title: string, facts: Given<Usual>): CatalogInitialization {
  return { name, aliases: [title], title, pretrainedOn: ['imagenet'], input: AS_TORCHVISION, doubt: null, ...facts };
}

function selfSupervised(name: string, title: string, facts: Given<Usual>): CatalogInitialization {
  return entry(name, title, { ...facts, description: `${facts.description} Self-supervised on ImageNet.` });
}

/** Weights that the benchmark's authors trained themselves. */
function benchmark(
  name: string,
  title: string,
  facts: Given<Usual | 'source' | 'licence' | 'paper'>,
): CatalogInitialization {
  const licence = 'the benchmark’s own: academic, not commercial';
  const doubt =
    'Its code normalises as ImageNet’s unless told to as chest X-rays’ (0.5056, 0.252); which of the two these weights saw is not said.';
  return entry(name, title, { source: BENCHMARK_SOURCE, licence, paper: '2108.05930', doubt, ...facts });
}
