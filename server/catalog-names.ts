/** The catalog's entries as names to offer and to explain. */
import { CATALOG_DATASETS } from '../catalog/datasets';
import { CATALOG_INITIALIZATIONS } from '../catalog/initializations';
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
  initialization: CATALOG_INITIALIZATIONS.map(({ name, aliases, title, description, files }) => ({
    name,
    aliases,
    detail: title,
    documentation: [description, files.length > 0 ? `File: ${files.map((file) => `\`${file}\``).join(' or ')}` : '']
      .filter(Boolean)
      .join('\n\n'),
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
