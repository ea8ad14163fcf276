import { findByName, type Named } from './find-by-name';

/** A public dataset that tasks or checkpoints of the benchmark come from. */
export interface CatalogDataset extends Named {
  readonly title: string;
  readonly description: string;
  /** The layout its official download is read with; null: this version has no reader for it. */
  readonly layout: 'drive' | null;
}

export const CATALOG_DATASETS: readonly CatalogDataset[] = [
  {
    name: 'chestxray14',
    aliases: ['ChestX-ray14', 'nih', 'nih-chestxray14'],
    title: 'NIH ChestX-ray14',
    description:
      '112,120 frontal chest X-rays of 30,805 patients with fourteen findings; an official list of test images.',
    layout: null,
  },
  {
    name: 'chexpert',
    aliases: ['CheXpert-v1.0', 'CheXpert-v1.0-small'],
    title: 'CheXpert',
    description: '223,414 chest X-rays of 64,540 patients with fourteen labels, some of them uncertain.',
    layout: null,
  },
  {
    name: 'shenzhen',
    aliases: ['ChinaSet_AllFiles'],
    title: 'Shenzhen',
    description: '662 chest X-rays, 336 of them with tuberculosis; the file name ends in the label.',
    layout: null,
  },
  {
    name: 'rsna-pe',
    aliases: ['RSNA STR PE', 'rsna-str-pe'],
    title: 'RSNA STR Pulmonary Embolism',
    description: 'CT slices with a label for pulmonary embolism on each slice.',
    layout: null,
  },
  {
    name: 'siim-acr',
    aliases: ['siim'],
    title: 'SIIM-ACR Pneumothorax',
    description: '12,047 chest X-rays with run-length masks of pneumothorax; 2,669 have one.',
    layout: null,
  },
  {
    name: 'montgomery',
    aliases: ['MontgomerySet'],
    title: 'Montgomery',
    description: '138 chest X-rays with masks of the left and of the right lung.',
    layout: null,
  },
  {
    name: 'drive',
    aliases: [],
    title: 'DRIVE',
    description: '40 fundus photographs, 20 to train and 20 to test on, with the vessels drawn by hand (`1st_manual`).',
    layout: 'drive',
  },
];

export function findCatalogDataset(name: string): CatalogDataset | null {
  return findByName(CATALOG_DATASETS, name);
}
