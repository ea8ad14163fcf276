import { findByName, type Named } from './find-by-name';

/** One of the benchmark's seven target tasks (arXiv 2108.05930). `name` is its code. */
export interface CatalogTask extends Named {
  readonly title: string;
  /** Name in the catalog of datasets. */
  readonly dataset: string;
  readonly kind: 'classification' | 'segmentation';
  readonly metric: 'auc' | 'dice';
  /** What the metric is averaged over; DXC5 is trained on CheXpert's fourteen labels and tested on these five. */
  readonly classes: readonly string[];
  readonly modality: 'X-ray' | 'CT' | 'fundus';
}

export const CATALOG_TASKS: readonly CatalogTask[] = [
  {
    name: 'DXC14',
    aliases: ['fourteen thorax diseases'],
    title: 'Fourteen thorax diseases, classification',
    dataset: 'chestxray14',
    kind: 'classification',
    metric: 'auc',
    classes: [
      'Atelectasis',
      'Cardiomegaly',
      'Effusion',
      'Infiltration',
      'Mass',
      'Nodule',
      'Pneumonia',
      'Pneumothorax',
      'Consolidation',
      'Edema',
      'Emphysema',
      'Fibrosis',
      'Pleural_Thickening',
      'Hernia',
    ],
    modality: 'X-ray',
  },
  {
    name: 'DXC5',
    aliases: ['five thorax diseases'],
    title: 'Five thorax diseases, classification',
    dataset: 'chexpert',
    kind: 'classification',
    metric: 'auc',
    classes: ['Atelectasis', 'Cardiomegaly', 'Consolidation', 'Edema', 'Pleural Effusion'],
    modality: 'X-ray',
  },
  {
    name: 'TXC',
    aliases: ['tuberculosis detection'],
    title: 'Tuberculosis detection',
    dataset: 'shenzhen',
    kind: 'classification',
    metric: 'auc',
    classes: ['Tuberculosis'],
    modality: 'X-ray',
  },
  {
    name: 'ECC',
    aliases: ['pulmonary embolism detection'],
    title: 'Pulmonary embolism detection',
    dataset: 'rsna-pe',
    kind: 'classification',
    metric: 'auc',
    classes: ['Pulmonary embolism'],
    modality: 'CT',
  },
  {
    name: 'PXS',
    aliases: ['pneumothorax segmentation'],
    title: 'Pneumothorax segmentation',
    dataset: 'siim-acr',
    kind: 'segmentation',
    metric: 'dice',
    classes: ['pneumothorax'],
    modality: 'X-ray',
  },
  {
    name: 'LXS',
    aliases: ['lung segmentation'],
    title: 'Lung segmentation',
    dataset: 'montgomery',
    kind: 'segmentation',
    metric: 'dice',
    classes: ['lungs'],
    modality: 'X-ray',
  },
  {
    name: 'VFS',
    aliases: ['blood vessel segmentation'],
    title: 'Blood vessel segmentation',
    dataset: 'drive',
    kind: 'segmentation',
    metric: 'dice',
    classes: ['vessel'],
    modality: 'fundus',
  },
];

export function findCatalogTask(name: string): CatalogTask | null {
  return findByName(CATALOG_TASKS, name);
}
