import { paddingText, pixelsText } from '../../catalog/expected-input';
import { type CatalogInitialization, PUBLISHED_NETWORK } from '../../catalog/initializations';
import type { Diagnostic, Fix, Range } from '../diagnostic';
import { problem } from '../problem';
import type { ResolvedTask } from '../resolve-task';
import { fineTuning, networkOf } from '../resolve-training';
import type { Scope } from '../scope';
import type { InitializationSyntax } from '../syntax';
import { addToEntry, addToSpec } from './add-setting';
import type { Rule, RuleContext } from './rule';

/** A published checkpoint fits one network only, and was trained on pixel values of one kind and with one padding. */
export const checkpointMismatch: Rule = (context) => {
  const unfit = networks(context);
  // What cannot be loaded is shown no pixels: its warning would stand below its error, at the same place.
  return [...(unfit.length > 0 ? unfit : [...inputs(context), ...paddings(context)]), ...unknown(context)];
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

/** A checkpoint that the catalog knows, with the place that names it; `written`: null where only pre-training starts from it. */
interface Known {
  readonly entry: CatalogInitialization;
  readonly range: Range;
  readonly written: InitializationSyntax | null;
}

function knownCheckpoints(scope: Scope): readonly Known[] {
  const listed = scope.syntax.initializations.flatMap((written) => {
    const entry = scope.catalogEntry(written);
    return entry === null || entry.files.length === 0 ? [] : [{ entry, range: written.name.range, written }];
  });
  const origins = scope.publishedCheckpoints().filter(({ range }) => listed.every((one) => one.range !== range));
  return [...listed, ...origins.map((origin) => ({ ...origin, written: null }))];
}

/** Said only where the spec leaves it open: `normalisation`, for one initialization or for all, is a decision. */
function inputs({ scope, tasks, text }: RuleContext): Diagnostic[] {
  if (scope.syntax.normalisation !== null) return [];
  return knownCheckpoints(scope).flatMap(({ entry, range, written }) => {
    const other = tasks.filter((task) => normalisationOf(task, scope) !== entry.input.normalisation);
    if (other.length === 0 || written?.normalisation) return [];
    const names = other.map(({ syntax }) => syntax.name.value).join(', ');
    const message =
      `${entry.title} was trained to see ${pixelsText(entry.input)}, unlike what ${names} will show it. The paper treats all ` +
      'alike; say `normalisation: checkpoint` to follow its authors, or `normalisation: protocol` to follow the paper.';
    const fixes = [
      ...decide(written, 'normalisation: checkpoint', `Normalise as ${entry.title}’s authors did`, text),
      ...decide(written, 'normalisation: protocol', 'Normalise as the protocol says', text),
    ];
    return [problem('checkpoint-mismatch', message, range, { severity: 'warning', fixes })];
  });
}

/** Said until `padding` says that it is known, for one initialization or for all: no network here pads as TensorFlow. */
function paddings({ scope, text }: RuleContext): Diagnostic[] {
  if (scope.syntax.padding !== null) return [];
  return knownCheckpoints(scope).flatMap(({ entry, range, written }) => {
    const padding = paddingText(entry.input);
    if (padding === null || written?.padding) return [];
    const message =
      `${entry.title} was trained with ${padding}: zeros at the right and the bottom, where the networks here, like the paper’s, pad both sides ` +
      'alike. Each such step looks a pixel further to the left and up than its authors’ did, which cannot be followed: fine-tuning has to make ' +
      'up for it. Say `padding: symmetric` to take it as known.';
    const fixes = decide(written, 'padding: symmetric', 'Take the padding of both sides alike as known', text);
    return [problem('checkpoint-mismatch', message, range, { severity: 'warning', fixes })];
  });
}

/** For the entry; for all where the spec has none. */
function decide(written: InitializationSyntax | null, setting: string, title: string, text: string): Fix[] {
  return written === null ? addToSpec(setting, `${title}, for all`, text) : [addToEntry(written, setting, title, text)];
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
