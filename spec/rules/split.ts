import { type DatasetUse, datasetUse, sharesOf } from '../dataset-layout';
import type { Diagnostic } from '../diagnostic';
import { isOfficial, mayHaveParts } from '../layout-kinds';
import { problem } from '../problem';
import type { LayoutSyntax } from '../syntax';
import type { Rule } from './rule';

/** A split adds up, has something to draw or to keep, and finds patients by an expression that can find one. */
export const split: Rule = ({ scope, tasks }) => {
  const { data, initializations } = scope.syntax;
  const pretrained = initializations.flatMap(({ pretrain }) => {
    const found = pretrain?.on && scope.dataset(pretrain.on.value);
    return found ? [datasetUse(found, null)] : [];
  });
  const uses = [...tasks.flatMap(({ use }) => use ?? []), ...pretrained];
  return [
    ...[...data, ...uses].flatMap(({ layout }) => [...addsUp(layout), ...isDrawnOrGiven(layout)]),
    ...uses.flatMap((use) => [...groups(use), ...hasParts(use)]),
  ];
};

/** Official downloads tell their patients. Of a CSV table, `group-by` may be a column, which only reading the table can tell. */
function groups({ layoutName, layout }: DatasetUse): Diagnostic[] {
  if (layoutName === 'phantom' || layoutName === 'csv') return [];
  const groupBy = layout.split?.groupBy;
  if (!groupBy || !isOfficial(layoutName)) return findsGroups(layout);
  const message = `The layout \`${layoutName}\` knows which images belong together. Take \`group-by\` out.`;
  return [problem('not-allowed', message, groupBy.range)];
}

function addsUp({ split: written }: LayoutSyntax): Diagnostic[] {
  if (written === null || written.parts?.value === 'given') return [];
  const { train, validation, test } = sharesOf(written);
  // A share that is none has been reported by itself.
  if ([train, validation, test].some((share) => share <= 0 || share >= 1)) return [];
  const sum = train + validation + test;
  if (Math.abs(sum - 1) < 1e-6) return [];
  const shares = `train ${train}, validation ${validation} and test ${test}`;
  const message = `The shares ${shares} add up to ${Number(sum.toFixed(6))}. Change them so that they add up to 1.`;
  return [problem('out-of-range', message, written.sharesRange ?? written.range)];
}

/** Parts that a column, lists or the dataset give are not drawn; who is in two of them can be asked. */
function isDrawnOrGiven({ split: written, splitColumn }: LayoutSyntax): Diagnostic[] {
  if (written === null) return [];
  const { parts, groupBy, lists, range } = written;
  const hasShares = (written.train ?? written.validation ?? written.test) !== null;
  const isGiven = parts?.value === 'given';
  if (splitColumn !== null) {
    if ((isGiven || (parts === null && groupBy)) && !hasShares && lists === null) return [];
    const message =
      `The column \`${splitColumn.value}\` says the parts already. Keep \`split-column\` or \`split\`; ` +
      'with `group-by` alone, `split` looks for patients in two parts.';
    return [problem('not-allowed', message, range)];
  }
  if (isGiven && hasShares)
    return [
      problem(
        'not-allowed',
        'Parts that are given have no shares. Keep the shares or `parts: given`.',
        written.sharesRange ?? range,
      ),
    ];
  if (parts?.value !== 'drawn' || lists === null) return [];
  return [problem('not-allowed', 'The lists name the parts. Keep `lists` or `parts: drawn`.', parts.range)];
}

function hasParts({ layoutName, layout: { split: written, splitColumn } }: DatasetUse): Diagnostic[] {
  if (written?.parts?.value !== 'given' || written.lists) return [];
  const isCsv = layoutName === 'csv';
  if (layoutName !== 'phantom' && mayHaveParts(layoutName) && (!isCsv || splitColumn)) return [];
  const what = layoutName === 'phantom' ? 'images that Warmstart draws' : `the layout \`${layoutName}\``;
  const message =
    `No parts are given with ${what}. Take \`parts\` out, so that they are drawn, or say them with ` +
    `${isCsv ? '`split-column` or ' : ''}\`lists\`.`;
  return [problem('not-allowed', message, written.parts.range)];
}

function findsGroups({ split: written }: LayoutSyntax): Diagnostic[] {
  const groupBy = written?.groupBy;
  if (!groupBy) return [];
  const groups = groupsIn(groupBy.value);
  if (groups === 1) return [];
  const what = groups === null ? 'is no regular expression' : `has ${groups} groups in parentheses`;
  const message = `\`${groupBy.value}\` ${what}. Give one with exactly one group, around the patient, such as \`^(\\w+)_\`.`;
  return [problem('not-allowed', message, groupBy.range)];
}

/** null: not a regular expression. */
function groupsIn(pattern: string): number | null {
  try {
    return new RegExp(`${pattern}|`).exec('')!.length - 1;
  } catch {
    return null;
  }
}
