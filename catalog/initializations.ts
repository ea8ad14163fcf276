import { findByName, type Named } from './find-by-name';

/** One of the benchmark's initializations: random, or a published ResNet-50 checkpoint. */
export interface CatalogInitialization extends Named {
  /** As the paper prints it. */
  readonly title: string;
  readonly description: string;
  /** Official file names, the one most likely used by the paper first; empty for random. */
  readonly files: readonly string[];
  /** Names of the datasets the weights have seen, in order. A target task on one of them is not applicable. */
  readonly pretrainedOn: readonly string[];
  /** What the authors do to pixel values: ImageNet's mean and standard deviation, or nothing beyond [0, 1]. */
  readonly input: 'imagenet' | 'none';
}

/** The network that every published checkpoint of the catalog is for. */
export const PUBLISHED_NETWORK = { encoder: 'resnet50', width: 64 } as const;

export const CATALOG_INITIALIZATIONS: readonly CatalogInitialization[] = [
  entry('random', 'Random', 'Random weights (He et al. 2015), new for every run: training from scratch.', [], []),
  supervised('imagenet', 'ImageNet', 'Classification of ImageNet’s 1,000 classes; the usual place to start from.', [
    'resnet50-19c8e357.pth',
    'resnet50-0676ba61.pth',
  ]),
  entry(
    'inat2021',
    'iNat2021',
    'Classification of the 10,000 species of iNaturalist 2021, started from ImageNet or from scratch; the paper does not say which.',
    ['inat2021_supervised_large.pth.tar', 'inat2021_supervised_large_from_scratch.pth.tar'],
    ['inat2021'],
  ),
  entry(
    'inat2021-mini',
    'iNat2021 mini',
    'Classification of iNaturalist 2021’s species with 50 images each.',
    ['inat2021_supervised_mini.pth.tar', 'inat2021_supervised_mini_from_scratch.pth.tar'],
    ['inat2021'],
  ),
  selfSupervised('insdis', 'InsDis', 'Instance discrimination: every image is a class of its own.', 'InsDis.pth'),
  selfSupervised('moco-v1', 'MoCo-v1', 'Momentum contrast, 200 epochs.', 'moco_v1_200ep_pretrain.pth.tar'),
  selfSupervised('pcl-v1', 'PCL-v1', 'Prototypical contrastive learning, 200 epochs.', 'PCL_v1_epoch200.pth.tar'),
  selfSupervised('pirl', 'PIRL', 'Representations that do not change under jigsaw puzzles.', 'PIRL.pth'),
  selfSupervised(
    'pcl-v2',
    'PCL-v2',
    'Prototypical contrastive learning with a projection head and stronger augmentation, 200 epochs.',
    'PCL_v2_epoch200.pth.tar',
  ),
  selfSupervised(
    'simclr-v1',
    'SimCLR-v1',
    'Contrastive learning in large batches; expects pixel values in [0, 1], not normalised.',
    'ResNet50_1x.pth',
    'none',
  ),
  selfSupervised(
    'moco-v2',
    'MoCo-v2',
    'Momentum contrast with a projection head and stronger augmentation, 800 epochs.',
    'moco_v2_800ep_pretrain.pth.tar',
  ),
  selfSupervised(
    'simclr-v2',
    'SimCLR-v2',
    'SimCLR with a deeper projection head; expects pixel values in [0, 1], not normalised.',
    'r50_1x_sk0.pth',
    'none',
  ),
  selfSupervised(
    'sela-v2',
    'SeLa-v2',
    'Self-labelling by optimal transport, 400 epochs.',
    'selav2_400ep_pretrain.pth.tar',
  ),
  selfSupervised(
    'infomin',
    'InfoMin',
    'Contrast of views that share as little as they may, 800 epochs.',
    'InfoMin_800.pth',
  ),
  selfSupervised(
    'byol',
    'BYOL',
    'Bootstrap your own latent: predicts a slowly moving copy of itself, without negatives.',
    'pretrain_res50x1.pkl',
  ),
  selfSupervised(
    'deepcluster-v2',
    'DeepCluster-v2',
    'Clusters features and predicts the clusters, 800 epochs.',
    'deepclusterv2_800ep_pretrain.pth.tar',
  ),
  selfSupervised(
    'swav',
    'SwAV',
    'Swaps cluster assignments between views, with several crops, 800 epochs.',
    'swav_800ep_pretrain.pth.tar',
  ),
  selfSupervised(
    'barlow-twins',
    'Barlow Twins',
    'Makes the outputs for two views agree and their parts differ.',
    'resnet50.pth',
  ),
  entry(
    'chestxray14',
    'ChestX-ray14',
    'Classification of ChestX-ray14’s fourteen findings, from scratch.',
    ['chestxray14.pth.tar'],
    ['chestxray14'],
  ),
  entry(
    'chexpert',
    'CheXpert',
    'Classification of CheXpert’s fourteen labels, from scratch.',
    ['chexpert.pth.tar'],
    ['chexpert'],
  ),
  entry(
    'imagenet-chestxray14',
    'ImageNet→ChestX-ray14',
    'Supervised ImageNet, continued on ChestX-ray14.',
    ['ImageNet_chestxray14.pth.tar'],
    ['imagenet', 'chestxray14'],
  ),
  entry(
    'imagenet-chexpert',
    'ImageNet→CheXpert',
    'Supervised ImageNet, continued on CheXpert.',
    ['ImageNet_chexpert.pth.tar'],
    ['imagenet', 'chexpert'],
  ),
];

export function findCatalogInitialization(name: string): CatalogInitialization | null {
  return findByName(CATALOG_INITIALIZATIONS, name);
}

function entry(
  name: string,
  title: string,
  description: string,
  files: readonly string[],
  pretrainedOn: readonly string[],
  input: CatalogInitialization['input'] = 'imagenet',
): CatalogInitialization {
  return { name, aliases: [title], title, description, files, pretrainedOn, input };
}

function supervised(name: string, title: string, description: string, files: readonly string[]): CatalogInitialization {
  return entry(name, title, description, files, ['imagenet']);
}

function selfSupervised(
  name: string,
  title: string,
  description: string,
  file: string,
  input?: CatalogInitialization['input'],
): CatalogInitialization {
  return entry(name, title, `${description} Self-supervised on ImageNet.`, [file], ['imagenet'], input);
}
