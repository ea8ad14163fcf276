import { CATALOG_INITIALIZATIONS } from '../../catalog/initializations';
import { didYouMean } from '../did-you-mean';
import type { Located } from '../located';
import { problem, replacement } from '../problem';
import type { Rule } from './rule';

/** A name alone must be one of the catalog's; `from` may name any entry of the list too. */
export const unknownInitialization: Rule = ({ scope }) => {
  const entries = scope.syntax.initializations;
  const catalog = CATALOG_INITIALIZATIONS.map(({ name }) => name);
  const listed = entries
    .filter((entry) => entry.weights === null && entry.pretrain === null && scope.catalogEntry(entry) === null)
    .map(({ name }) => {
      const remedy = 'An initialization of your own needs `weights` or `pretrain`.';
      return unknown(name, `\`${name.value}\` is no initialization of the catalog. ${remedy}`, catalog);
    });
  const origins = entries
    .flatMap(({ pretrain }) => pretrain?.from ?? [])
    .filter(({ value }) => scope.initialization(value) === null)
    .map((from) => {
      const message = `There is no initialization \`${from.value}\` to start from, neither in this spec nor in the catalog.`;
      return unknown(from, `${message} Name one of them, or add it to the list.`, [
        ...entries.map(({ name }) => name.value),
        ...catalog,
      ]);
    });
  return [...listed, ...origins];
};

function unknown({ value, range }: Located<string>, message: string, known: readonly string[]) {
  const meant = didYouMean(value, known);
  return problem('unknown-initialization', message, range, { fixes: meant ? [replacement(range, meant)] : [] });
}
