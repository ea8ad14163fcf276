import type { Located } from '../located';
import { problem } from '../problem';
import type { Rule } from './rule';

/** Tables and commands tell tasks, and initializations, apart by their names. */
export const duplicateName: Rule = ({ scope: { syntax } }) => [
  ...repeated('task', syntax.tasks),
  ...repeated('initialization', syntax.initializations),
];

function repeated(kind: string, entries: readonly { readonly name: Located<string> }[]) {
  const seen = new Set<string>();
  return entries.flatMap(({ name: { value, range } }) => {
    const known = seen.has(value);
    seen.add(value);
    return known
      ? [
          problem(
            'duplicate-name',
            `There is already ${article(kind)} \`${value}\`. Give this one another name.`,
            range,
          ),
        ]
      : [];
  });
}

function article(kind: string): string {
  return kind === 'initialization' ? `an ${kind}` : `a ${kind}`;
}
