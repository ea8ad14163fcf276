/** Two experiments compared, for a terminal. */
import { alignColumns } from '../formats/columns';
import { list, meanAndSd, points } from '../numbers';
import type { ProtocolDiff } from './diff-protocols';
import type { ResultChange } from './diff-results';

export function diffText(protocols: ProtocolDiff, results: readonly ResultChange[]): string {
  return [
    'Settings',
    ...indent(settingLines(protocols)),
    '',
    'Results (second minus first in percentage points, with 95 % interval by Welch’s t, each for itself)',
    ...indent(results.length === 0 ? ['no cell has results in both'] : alignColumns(results.map(resultLine))),
    '',
  ].join('\n');
}

function settingLines({ changes, onlyInA, onlyInB }: ProtocolDiff): string[] {
  const lines = [
    ...alignColumns(changes.map(({ setting, from, to, where }) => [setting, `${from} → ${to}`, list(where)])),
    ...(onlyInA.length > 0 ? [`only in the first: ${list(onlyInA)}`] : []),
    ...(onlyInB.length > 0 ? [`only in the second: ${list(onlyInB)}`] : []),
  ];
  return lines.length === 0 ? ['the same'] : lines;
}

function resultLine({ task, initialization, from, to, difference, interval, reason }: ResultChange): string[] {
  return [
    task,
    initialization,
    `${meanAndSd(from.mean, from.sd)} → ${meanAndSd(to.mean, to.sd)}`,
    `n = ${from.n} and ${to.n}`,
    difference === null ? `not comparable: ${reason}` : points(difference),
    interval === null ? '' : `${points(interval.low)} to ${points(interval.high)}`,
  ];
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
