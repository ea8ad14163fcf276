import { basename } from 'node:path';
import type { ProblemList } from './data-error';

/**
 * How the group of an example is told from its file name: by a regular expression with one group, or, with null, every image on its own.
 * Images whose name does not match are reported and stand alone.
 */
export function groupByName(pattern: string | null, problems: ProblemList): (image: string, id: string) => string {
  if (pattern === null) return (_, id) => id;
  const expression = compile(pattern, problems);
  if (expression === null) return (_, id) => id;
  return (image, id) => {
    const group = expression.exec(basename(image))?.[1];
    if (group !== undefined) return group;
    const message = `${image}: group-by "${pattern}" does not match this name; mend the expression, or leave group-by out.`;
    problems.add('group', image, message);
    return id;
  };
}

function compile(pattern: string, problems: ProblemList): RegExp | null {
  try {
    const expression = new RegExp(pattern);
    const groups = new RegExp(`${pattern}|`).exec('')!.length - 1;
    if (groups === 1) return expression;
    const message = `group-by "${pattern}" has ${groups} groups in parentheses; it must have exactly one, around the patient, or be a column of the table.`;
    problems.add('layout', pattern, message);
  } catch (error) {
    problems.add('layout', pattern, `group-by "${pattern}" is no regular expression: ${(error as Error).message}.`);
  }
  return null;
}
