import { pixelsText } from '../../catalog/expected-input';
import { type CatalogInitialization, PUBLISHED_NETWORK } from '../../catalog/initializations';
import type { Diagnostic, Fix, Range } from '../diagnostic';
import { problem } from '../problem';
import type { ResolvedTask } from '../resolve-task';
import { fineTuning, networkOf } from '../resolve-training';
import type { Scope } from '../scope';
import type { InitializationSyntax } from '../syntax';
import type { Rule, RuleContext } from './rule';

/** A published checkpoint fits one network only, and was trained on pixel values of one kind. */
export const checkpointMismatch: Rule = (context) => {
  const unfit = networks(context);
  // What cannot be loaded is shown no pixels: its warning would stand below its error, at the same place.
  return [...(unfit.length > 0 ? unfit : inputs(context)), ...unknown(context)];
};

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

/** Said only where the spec leaves it open: `normalisation`, for one initialization or for all, is a decision. */
function inputs({ scope, tasks }: RuleContext): Diagnostic[] {
  if (scope.syntax.normalisation !== null) return [];
  return scope.publishedCheckpoints().flatMap(({ entry, range }) => {
    const written = scope.syntax.initializations.find(({ name }) => name.range === range) ?? null;
    const other = tasks.filter((task) => normalisationOf(task, scope) !== entry.input.normalisation);
    if (other.length === 0 || written?.normalisation) return [];
    const names = other.map(({ syntax }) => syntax.name.value).join(', ');
    const message =
      `${entry.title} was pre-trained on ${pixelsText(entry.input)}, unlike what ${names} will show it. The paper treats all ` +
      'alike; say `normalisation: checkpoint` to follow its authors, or `normalisation: protocol` to follow the paper.';
    const fixes = written === null ? [] : followFixes(entry, written);
    return [problem('checkpoint-mismatch', message, range, { severity: 'warning', fixes })];
  });
}

/** For names alone; a map has its own style, which a fix would have to guess. */
function followFixes({ title }: CatalogInitialization, { name, shorthand }: InitializationSyntax): Fix[] {
  if (!shorthand) return [];
  const fix = (follow: string, value: string): Fix => ({
    title: `Normalise as ${follow}`,
    range: name.range,
    newText: `{name: ${JSON.stringify(name.value)}, normalisation: ${value}}`,
  });
  return [fix(`${title}’s authors did`, 'checkpoint'), fix('the protocol says', 'protocol')];
}

/** Nobody is asked for what nobody knows. */
function unknown({ scope }: RuleContext): Diagnostic[] {
  return scope.syntax.initializations.flatMap((entry) => {
    const { normalisation, name } = entry;
    const catalog = scope.catalogEntry(entry);
    if (normalisation === null) return [];
    if (catalog?.files.length === 0 && entry.weights === null)
      return [notAllowed(normalisation.range, `${name.value} has no checkpoint: leave \`normalisation\` out.`)];
    if (normalisation.value !== 'checkpoint' || catalog !== null) return [];
    const message = `What ${name.value} was trained to see is not known to the catalog; say \`imagenet\` or \`none\`.`;
    return [notAllowed(normalisation.range, message)];
  });
}

function notAllowed(range: Range, message: string): Diagnostic {
  return problem('not-allowed', message, range);
}

function normalisationOf({ kind, catalog, syntax }: ResolvedTask, scope: Scope) {
  const changes = [scope.syntax.training, syntax.training];
  return fineTuning(scope.protocol, kind, catalog?.name ?? null, ...changes).normalisation;
}
