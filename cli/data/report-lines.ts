import { percent } from '../../results/numbers';
import type { DatasetReport, ForegroundReport, PartReport } from '../../runner/datasets/check/dataset-report';
import { firstOfEachKind } from '../../runner/datasets/data-error';
import { PARTS } from '../../runner/datasets/dataset';

const NUMBERS = new Intl.NumberFormat('en');

/** A report as a person reads it: counts (groups are patients, studies, or images that stand alone) and class balance of each part, then what is wrong. */
export function reportLines({
  name,
  layout,
  root,
  kind,
  classes,
  parts,
  splitHash,
  sizes,
  foreground,
  problems,
  warnings,
  isDeep,
}: DatasetReport): string[] {
  const rows: string[][] = [
    ['', ...PARTS],
    countRow('images', (part) => part.examples),
    countRow('groups', (part) => part.groups),
    ...classes.flatMap((className, output) => classRows(className, output)),
  ];
  const lines = [`${name}: ${kind}, layout ${layout}${root === '' ? '' : `, ${root}`}`, '', ...aligned(rows), ''];
  if (sizes !== null) lines.push(`Width ${range(sizes.width)}, height ${range(sizes.height)} pixels.`);
  if (foreground !== null) lines.push(foregroundLine(foreground, isDeep));
  if (!isDeep) lines.push('Duplicates and damaged images are found with --deep, which decodes every image.');
  lines.push(`Split ${splitHash.slice(0, 16)}.`);
  lines.push(...warnings.map(({ message }) => `Warning: ${message}`));
  const shown = firstOfEachKind(problems);
  lines.push(...shown.map(({ message }) => `Problem: ${message}`));
  if (problems.length > shown.length)
    lines.push(`… and ${NUMBERS.format(problems.length - shown.length)} more problems (--json lists all).`);
  if (problems.length === 0) lines.push('No problems.');
  return lines;

  function countRow(title: string, count: (part: PartReport) => number): string[] {
    return [title, ...PARTS.map((part) => NUMBERS.format(count(parts[part])))];
  }

  function classRows(title: string, output: number): string[][] {
    const share = (of: 'positives' | 'uncertain') =>
      PARTS.map((part) => `${percent((parts[part][of][output] ?? 0) / (parts[part].examples || 1), 1)} %`);
    if (PARTS.every((part) => parts[part].positives.length === 0)) return [];
    const isUncertain = PARTS.some((part) => (parts[part].uncertain[output] ?? 0) > 0);
    return [[title, ...share('positives')], ...(isUncertain ? [[`${title}?`, ...share('uncertain')]] : [])];
  }
}

function foregroundLine({ masks, least, median, greatest, empty }: ForegroundReport, isDeep: boolean): string {
  const [low, middle, high] = [least, median, greatest].map((share) => `${percent(share, 1)} %`);
  const shares = `Foreground ${low} to ${high} of an image, median ${middle}`;
  return isDeep ? `${shares}; ${empty} masks are empty.` : `${shares}, in ${masks} masks that were looked at.`;
}

/** First column to the left, numbers to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]! + 2)))
      .join('')
      .trimEnd(),
  );
}

function range([least, greatest]: readonly [number, number]): string {
  return least === greatest ? String(least) : `${least} to ${greatest}`;
}
