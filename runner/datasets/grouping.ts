import { basename, relative, sep } from 'node:path';
import type { ProblemList } from './data-error';

/**
 * How the group of an example is told: by a regular expression with one group, which is held against the file's name and then, as patients
 * often have a folder each, against its path below `root`. null: it does not match, and that is reported. Without a pattern, every image
 * stands on its own.
 *
 * @returns takes the image, its id, and what tells its problems from others' where that is not its file
 */
export function groupByName(
  pattern: string | null,
  root: string,
  problems: ProblemList,
): (image: string, id: string, example?: string) => string | null {
  if (pattern === null) return (_, id) => id;
  const expression = compile(pattern, problems);
  if (expression === null) return (_, id) => id;
  return (image, _, example = image) => {
    const path = relative(root, image).split(sep).join('/');
    const group = expression.exec(basename(image))?.[1] ?? expression.exec(path)?.[1];
    if (group !== undefined) return group;
    const message = `${image}: group-by "${pattern}" matches neither the file's name nor its path; mend the expression, or leave group-by out.`;
    problems.addToExample('group', image, message, example);
    return null;
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
