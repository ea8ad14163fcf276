import { type DatasetUse, sharesOf } from '../dataset-layout';
import type { Diagnostic } from '../diagnostic';
import { isOfficial } from '../layout-kinds';
import { problem } from '../problem';
import type { LayoutSyntax } from '../syntax';
import type { Rule } from './rule';

/** A split adds up, has something to draw, and finds patients by an expression that can find one. */
export const split: Rule = ({ scope: { syntax }, tasks }) => [
  ...[...syntax.data, ...syntax.tasks].flatMap(({ layout }) => [...addsUp(layout), ...isNeeded(layout)]),
  ...tasks.flatMap(({ use }) => (use === null ? [] : groups(use))),
];

/** Official downloads tell their patients. Of a CSV table, `group-by` may be a column, which only reading the table can tell. */
function groups({ layoutName, layout }: DatasetUse): Diagnostic[] {
  if (layoutName === 'phantom' || layoutName === 'csv') return [];
  const groupBy = layout.split?.groupBy;
  if (!groupBy || !isOfficial(layoutName)) return findsGroups(layout);
  const message = `The layout \`${layoutName}\` knows which images belong together. Take \`group-by\` out.`;
  return [problem('not-allowed', message, groupBy.range)];
}

function addsUp({ split: written }: LayoutSyntax): Diagnostic[] {
  if (written === null) return [];
  const { train, validation, test } = sharesOf(written);
  const sum = train + validation + test;
  if (Math.abs(sum - 1) < 1e-6) return [];
  const shares = `train ${train}, validation ${validation} and test ${test}`;
  const message = `The shares ${shares} add up to ${Number(sum.toFixed(6))}. Change them so that they add up to 1.`;
  return [problem('out-of-range', message, written.range)];
}

function isNeeded({ split: written, splitColumn }: LayoutSyntax): Diagnostic[] {
  if (written === null || splitColumn === null) return [];
  const message = `The column \`${splitColumn.value}\` says the parts already. Keep \`split-column\` or \`split\`.`;
  return [problem('not-allowed', message, written.range)];
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
