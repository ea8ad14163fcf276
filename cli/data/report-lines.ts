import { percent } from '../../results/numbers';
import type { DatasetReport, ForegroundReport, PartReport } from '../../runner/datasets/check/dataset-report';
import { type DataProblem, type DataProblemCode, firstOfEachKind } from '../../runner/datasets/data-error';
import { PARTS } from '../../runner/datasets/dataset';

const NUMBERS = new Intl.NumberFormat('en');

/** What problems that cost one image are called, one and several. */
const KINDS: Readonly<Partial<Record<DataProblemCode, readonly [string, string]>>> = {
  missing: ['missing image', 'missing images'],
  table: ['row that does not fit', 'rows that do not fit'],
  label: ['label outside the set', 'labels outside the set'],
  group: ['image of an unknown patient', 'images of unknown patients'],
  mask: ['mask that is missing or does not fit', 'masks that are missing or do not fit'],
  image: ['image that cannot be read', 'images that cannot be read'],
  part: ['image in no part', 'images in no part'],
  row: ['image without a row', 'images without a row'],
};

const OF_THE_WHOLE = ['problem of the whole dataset', 'problems of the whole dataset'] as const;

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
  leftOut,
  warnings,
  notes,
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
  const isOpen = leftOut !== null && !isDeep;
  lines.push(`Split ${splitHash.slice(0, 16)}${isOpen ? ', unless --deep finds more to leave out' : ''}.`);
  lines.push(...notes.map(({ message }) => `Note: ${message}`));
  lines.push(...warnings.map(({ message }) => `Warning: ${message}`));
  if (problems.length > 1) lines.push(`Problems: ${kindsOf(problems)}.`);
  if (leftOut !== null && leftOut > 0)
    lines.push(`${NUMBERS.format(leftOut)} ${leftOut === 1 ? 'image is' : 'images are'} left out, as the spec allows.`);
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

/** For instance `112,113 missing images, 3 labels outside the set`. */
function kindsOf(problems: readonly DataProblem[]): string {
  const counts = new Map<readonly [string, string], number>();
  for (const { costs, code } of problems) {
    const kind = (costs === 'example' ? KINDS[code] : null) ?? OF_THE_WHOLE;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts]
    .map(([[one, several], count]) => `${NUMBERS.format(count)} ${count === 1 ? one : several}`)
    .join(', ');
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
