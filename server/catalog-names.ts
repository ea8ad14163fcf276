/** The catalog's entries as names to offer and to explain. */
import { aboutInitialization } from '../catalog/about-initialization';
import { CATALOG_DATASETS } from '../catalog/datasets';
import { CATALOG_INITIALIZATIONS, type CatalogInitialization } from '../catalog/initializations';
import { PROTOCOLS } from '../catalog/protocols';
import { CATALOG_TASKS } from '../catalog/tasks';
import type { CatalogNames } from './names';

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

function initializationText(entry: CatalogInitialization): string {
  const facts = aboutInitialization(entry).map(({ title, text }) => `- ${title}: ${text}`);
  return `${entry.description}\n\n${facts.length > 0 ? facts.join('\n') : `arXiv ${entry.paper}`}`;
}
