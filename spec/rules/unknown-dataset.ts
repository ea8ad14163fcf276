import { CATALOG_DATASETS, UPSTREAM_DATASETS } from '../../catalog/datasets';
import { findByName, type Named } from '../../catalog/find-by-name';
import { didYouMean } from '../did-you-mean';
import type { Located } from '../located';
import { problem, replacement } from '../problem';
import { datasetUses, type Scope } from '../scope';
import type { Rule } from './rule';

export const unknownDataset: Rule = ({ scope }) => {
  const seen = scope.syntax.initializations.flatMap(({ pretrainedOn }) => pretrainedOn ?? []);
  return [
    ...datasetUses(scope.syntax).flatMap((use) =>
      unknown(use, 'Declare it under `data` with its folder.', CATALOG_DATASETS, scope),
    ),
    ...seen
      .filter(({ value }) => findByName(UPSTREAM_DATASETS, value) === null)
      .flatMap((use) =>
        unknown(
          use,
          'Declare it under `data` if a task is on its images, or leave it out.',
          [...CATALOG_DATASETS, ...UPSTREAM_DATASETS],
          scope,
        ),
      ),
  ];
};

function unknown({ value, range }: Located<string>, remedy: string, catalog: readonly Named[], scope: Scope) {
  if (scope.dataset(value) !== null) return [];
  const declared = scope.datasetNames();
  const meant = didYouMean(value, [...declared, ...catalog.map(({ name }) => name)]);
  const known = declared.length > 0 ? ` Declared: ${declared.map((name) => `\`${name}\``).join(', ')}.` : '';
  const message = `There is no dataset \`${value}\`. ${remedy}${known}`;
  return [problem('unknown-dataset', message, range, { fixes: meant ? [replacement(range, meant)] : [] })];
}
