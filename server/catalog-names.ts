/** The catalog's entries as names to offer and to explain. */
import { CATALOG_DATASETS } from '../catalog/datasets';
import { CATALOG_INITIALIZATIONS, type CatalogInitialization } from '../catalog/initializations';
import { PROTOCOLS } from '../catalog/protocols';
import { CATALOG_TASKS } from '../catalog/tasks';
import type { CatalogNames } from './names';

const EXPECTED = { imagenet: 'values normalised as ImageNet’s', none: 'values in [0, 1], not normalised' } as const;

export const CATALOG_NAMES: CatalogNames = {
  task: CATALOG_TASKS.map(({ name, aliases, title, dataset, kind, metric, modality }) => {
    const source = CATALOG_DATASETS.find((each) => each.name === dataset);
    const on = source ? `${source.title}: ${source.description}` : dataset;
    return {
      name,
      aliases,
      detail: title,
      documentation: `${kind} of ${modality} images, scored by \`${metric}\`.\n\n${on}`,
    };
  }),
  initialization: CATALOG_INITIALIZATIONS.map((entry) => ({
    name: entry.name,
    aliases: entry.aliases,
    detail: entry.title,
    documentation: initializationText(entry),
  })),
  dataset: CATALOG_DATASETS.map(({ name, aliases, title, description }) => ({
    name,
    aliases,
    detail: title,
    documentation: description,
  })),
  protocol: PROTOCOLS.map(({ name, aliases, title, description }) => ({
    name,
    aliases,
    detail: title,
    documentation: description,
  })),
};

function initializationText({
  description,
  files,
  source,
  licence,
  paper,
  input,
  doubt,
}: CatalogInitialization): string {
  const reference = `arXiv ${paper}`;
  if (source === null) return `${description}\n\n${reference}`;
  const names = files.map(({ name }) => `\`${name}\``).join(' or ');
  return [
    description,
    `File: ${names}, from ${source} (${licence ?? 'no licence stated'}; ${reference})`,
    `Expects ${EXPECTED[input.normalisation]}${input.padding === 'tensorflow' ? '; trained with TensorFlow’s padding of strided convolutions, which PyTorch’s network does not have' : ''}.`,
    ...(doubt === null ? [] : [`In doubt: ${doubt}`]),
  ].join('\n\n');
}
