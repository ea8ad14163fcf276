import { PUBLISHED_NETWORK } from '../../catalog/initializations';
import type { Diagnostic } from '../diagnostic';
import { problem } from '../problem';
import type { ResolvedTask } from '../resolve-task';
import { fineTuning, networkOf } from '../resolve-training';
import type { Scope } from '../scope';
import type { Rule, RuleContext } from './rule';

/** A published checkpoint fits one network only, and was trained on pixel values of one kind. */
export const checkpointMismatch: Rule = (context) => [...networks(context), ...inputs(context)];

function networks({ scope, tasks }: RuleContext): Diagnostic[] {
  const { encoder, width } = PUBLISHED_NETWORK;
  const other = tasks
    .map((task) => ({ task, network: networkOf(scope.protocol, scope.syntax.network, task.syntax.network) }))
    .find(({ network }) => network.encoder !== encoder || network.width !== width);
  if (other === undefined) return [];
  return scope.publishedCheckpoints().map(({ entry, range }) => {
    const message =
      `${entry.title} is a checkpoint of ${encoder}, width ${width}; ${other.task.syntax.name.value} trains ` +
      `${other.network.encoder}, width ${other.network.width}. Say \`network: {encoder: ${encoder}, width: ${width}}\`.`;
    return problem('checkpoint-mismatch', message, range);
  });
}

function inputs({ scope, tasks }: RuleContext): Diagnostic[] {
  return scope.publishedCheckpoints().flatMap(({ entry, range }) => {
    const other = tasks.filter((task) => normalisationOf(task, scope) !== entry.input);
    if (other.length === 0) return [];
    const expected = entry.input === 'none' ? 'values in [0, 1], not normalised' : 'values normalised as ImageNet’s';
    const names = other.map(({ syntax }) => syntax.name.value).join(', ');
    const message = `${entry.title} was pre-trained on ${expected}, unlike ${names}. The paper treats all alike; keep it in mind.`;
    return [problem('checkpoint-mismatch', message, range, { severity: 'information' })];
  });
}

function normalisationOf({ kind, catalog, syntax }: ResolvedTask, scope: Scope) {
  const changes = [scope.syntax.training, syntax.training];
  return fineTuning(scope.protocol, kind, catalog?.name ?? null, ...changes).normalisation;
}
