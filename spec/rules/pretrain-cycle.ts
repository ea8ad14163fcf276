import { problem } from '../problem';
import type { InitializationSyntax } from '../syntax';
import type { Rule } from './rule';

/** No initialization is pre-trained from itself, directly or by way of others. */
export const pretrainCycle: Rule = ({ scope }) => {
  const parentOf = (entry: InitializationSyntax) => {
    const found = entry.pretrain?.from && scope.initialization(entry.pretrain.from.value);
    return found?.source === 'spec' ? found.entry : null;
  };
  return scope.syntax.initializations.flatMap((entry) => {
    const way = [entry.name.value];
    const passed = new Set([entry]);
    for (let parent = parentOf(entry); parent !== null; parent = parentOf(parent)) {
      way.push(parent.name.value);
      if (parent === entry) {
        const message = `Pre-training goes in a circle: ${way.join(' ← ')}. Start one of them from \`random\` or a checkpoint.`;
        return [problem('pretrain-cycle', message, entry.pretrain!.from!.range)];
      }
      // A circle further up, which this entry is no part of.
      if (passed.has(parent)) return [];
      passed.add(parent);
    }
    return [];
  });
};
