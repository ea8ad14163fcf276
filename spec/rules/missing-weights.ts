import { problem } from '../problem';
import type { Rule } from './rule';

/** Checkpoints of the catalog are looked for in the folder `weights`. */
export const missingWeights: Rule = ({ scope }) => {
  if (scope.syntax.weights) return [];
  return scope.publishedCheckpoints().map(({ entry, range }) => {
    const message = `${entry.title} is a published checkpoint. Say with the key \`weights\` in which folder ${entry.files[0]?.name} lies.`;
    return problem('missing-key', message, range);
  });
};
