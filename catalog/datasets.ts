import { findByName, type Named } from './find-by-name';

/** How the official download of each dataset lies on disk; the names of layouts are those of their datasets. */
export type OfficialLayout = 'chestxray14' | 'chexpert' | 'shenzhen' | 'rsna-pe' | 'siim-acr' | 'montgomery' | 'drive';

/** A public dataset that tasks or checkpoints of the benchmark come from. */
export interface CatalogDataset extends Named {
  readonly name: OfficialLayout;
  readonly title: string;
  readonly description: string;
  /** Other datasets that its images were taken from, under labels of its own (Filice et al. 2020 for SIIM-ACR). */
  readonly takenFrom?: readonly OfficialLayout[];
  /** Images to train, validate and test on in the complete download, by its own parts or else by the default split. */
  readonly examples: { readonly train: number; readonly validation: number; readonly test: number };
}

export const CATALOG_DATASETS: readonly CatalogDataset[] = [
  {
    name: 'chestxray14',
    aliases: ['ChestX-ray14', 'nih', 'nih-chestxray14'],
    title: 'NIH ChestX-ray14',
    description:
      '112,120 frontal chest X-rays of 30,805 patients with fourteen findings; official lists of the images to train and to test on.',
    examples: { train: 77_872, validation: 8_652, test: 25_596 },
  },
  {
    name: 'chexpert',
    aliases: ['CheXpert-v1.0', 'CheXpert-v1.0-small'],
    title: 'CheXpert',
    description:
      '223,414 chest X-rays of 64,540 patients with fourteen labels, some of them uncertain; tested on the official `valid.csv`.',
    examples: { train: 201_073, validation: 22_341, test: 234 },
  },
  {
    name: 'shenzhen',
    aliases: ['ChinaSet_AllFiles'],
    title: 'Shenzhen',
    description: '662 chest X-rays, 336 of them with tuberculosis; the file name ends in the label.',
    examples: { train: 463, validation: 65, test: 134 },
  },
  {
    name: 'rsna-pe',
    aliases: ['RSNA STR PE', 'rsna-str-pe'],
    title: 'RSNA STR Pulmonary Embolism',
    description: '1,790,594 CT slices of 7,279 studies with a label for pulmonary embolism on each slice.',
    examples: { train: 1_289_228, validation: 143_247, test: 358_119 },
  },
  {
    name: 'siim-acr',
    aliases: ['siim'],
    title: 'SIIM-ACR Pneumothorax',
    description:
      '12,047 chest X-rays with run-length masks of pneumothorax; 2,669 have one. The images were taken from ChestX-ray14.',
    takenFrom: ['chestxray14'],
    examples: { train: 8_674, validation: 964, test: 2_409 },
  },
  {
    name: 'montgomery',
    aliases: ['MontgomerySet'],
    title: 'Montgomery',
    description: '138 chest X-rays with masks of the left and of the right lung.',
    examples: { train: 99, validation: 11, test: 28 },
  },
  {
    name: 'drive',
    aliases: [],
    title: 'DRIVE',
    description: '40 fundus photographs, 20 to train and 20 to test on, with the vessels drawn by hand (`1st_manual`).',
    examples: { train: 18, validation: 2, test: 20 },
  },
];

/** Datasets of photographs that checkpoints have seen, and that no task is on. */
export const UPSTREAM_DATASETS: readonly Named[] = [
  { name: 'imagenet', aliases: ['ImageNet-1k', 'ILSVRC2012'] },
  { name: 'inat2021', aliases: ['iNaturalist 2021'] },
];

export function findCatalogDataset(name: string): CatalogDataset | null {
  return findByName(CATALOG_DATASETS, name);
}
