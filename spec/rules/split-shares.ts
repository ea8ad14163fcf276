import { sharesOf } from '../dataset-layout';
import type { Diagnostic } from '../diagnostic';
import { problem } from '../problem';
import type { LayoutSyntax } from '../syntax';
import type { Rule } from './rule';

/** The three shares of a split add up to 1, and a column that says the parts leaves nothing to draw. */
export const splitShares: Rule = ({ scope: { syntax } }) =>
  [...syntax.data, ...syntax.tasks].flatMap(({ layout }) => [...addsUp(layout), ...isNeeded(layout)]);

function addsUp({ split }: LayoutSyntax): Diagnostic[] {
  if (split === null) return [];
  const { train, validation, test } = sharesOf(split);
  const sum = train + validation + test;
  if (Math.abs(sum - 1) < 1e-6) return [];
  const shares = `train ${train}, validation ${validation} and test ${test}`;
  const message = `The shares ${shares} add up to ${Number(sum.toFixed(6))}. Change them so that they add up to 1.`;
  return [problem('out-of-range', message, split.range)];
}

function isNeeded({ split, splitColumn }: LayoutSyntax): Diagnostic[] {
  if (split === null || splitColumn === null) return [];
  const message = `The column \`${splitColumn.value}\` says the parts already. Keep \`split-column\` or \`split\`.`;
  return [problem('not-allowed', message, split.range)];
}
