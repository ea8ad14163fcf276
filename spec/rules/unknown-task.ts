import { CATALOG_TASKS } from '../../catalog/tasks';
import { didYouMean } from '../did-you-mean';
import { problem, replacement } from '../problem';
import type { Rule } from './rule';

/** A name alone must be one of the benchmark's; one's own tasks say where their data is. */
export const unknownTask: Rule = ({ tasks }) =>
  tasks
    .filter(({ catalog, use, syntax }) => catalog === null && use === null && syntax.data === null)
    .map(({ syntax: { name } }) => {
      const codes = CATALOG_TASKS.map((task) => task.name);
      const meant = didYouMean(name.value, codes);
      const message =
        `\`${name.value}\` is no task of the benchmark (${codes.join(', ')}). ` +
        'A task of your own needs `data`, or `images` with `masks` or `labels`.';
      return problem('unknown-task', message, name.range, { fixes: meant ? [replacement(name.range, meant)] : [] });
    });
