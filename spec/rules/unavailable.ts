import { catalogCheckpoint, conversion, isReadable } from '../checkpoint-file';
import type { Diagnostic, Range } from '../diagnostic';
import { problem } from '../problem';
import type { Rule, RuleContext } from './rule';

/** What the language has and this version cannot run yet. */
export const unavailable: Rule = (context) => [...checkpoints(context), ...augmentation(context)];

function checkpoints({ scope, fileExists }: RuleContext): Diagnostic[] {
  const own = scope.syntax.initializations.flatMap(({ weights }) =>
    weights && !isReadable(weights.value) ? [notSafetensors(weights.value, weights.range, 'error')] : [],
  );
  const folder = scope.syntax.weights;
  if (folder === null || fileExists === null) return own;
  const published = scope.publishedCheckpoints().flatMap(({ entry, range }) => {
    const { unconverted } = catalogCheckpoint(entry, scope.places.resolve(folder.value), fileExists);
    return unconverted === null ? [] : [notSafetensors(unconverted, range, 'warning')];
  });
  return [...own, ...published];
}

function notSafetensors(file: string, range: Range, severity: 'error' | 'warning'): Diagnostic {
  const message = `This version reads checkpoints as .safetensors only. Convert ${file} with Python:${conversion(file)}`;
  return problem('unavailable', message, range, { severity });
}

/** The one thing of the paper's recipe that is not there yet; said once, at the protocol. */
function augmentation({ scope, tasks }: RuleContext): Diagnostic[] {
  const { protocol } = scope.syntax;
  if (protocol === null || scope.protocol.name !== 'taher-2021') return [];
  const plain = tasks.filter(({ kind, catalog }) => kind === 'segmentation' && catalog?.name !== 'VFS');
  if (plain.length === 0) return [];
  const names = plain.map(({ syntax }) => syntax.name.value).join(', ');
  const message = `The paper's augmentation for segmentation is not in this version: ${names} will train without it.`;
  return [problem('unavailable', message, protocol.range, { severity: 'information' })];
}
