import { CATALOG_DATASETS } from '../../catalog/datasets';
import { didYouMean } from '../did-you-mean';
import { problem, replacement } from '../problem';
import { datasetUses } from '../scope';
import type { Rule } from './rule';

export const unknownDataset: Rule = ({ scope }) =>
  datasetUses(scope.syntax)
    .filter(({ value }) => scope.dataset(value) === null)
    .map(({ value, range }) => {
      const declared = scope.datasetNames();
      const meant = didYouMean(value, [...declared, ...CATALOG_DATASETS.map(({ name }) => name)]);
      const known = declared.length > 0 ? ` Declared: ${declared.map((name) => `\`${name}\``).join(', ')}.` : '';
      const message = `There is no dataset \`${value}\`. Declare it under \`data\` with its folder.${known}`;
      return problem('unknown-dataset', message, range, { fixes: meant ? [replacement(range, meant)] : [] });
    });
