/** The signs that stand for marks, and the line that explains them. */
import type { Provenance } from '../catalog/literature';
import type { StatisticsSettings } from '../spec/spec';
import type { Mark, Table, TableCell } from './table';

/** The best is set in bold instead. They differ in shape, as print and many eyes do not tell colours apart. */
export const MARK_SYMBOLS: Readonly<Record<Mark, string>> = {
  best: '',
  reference: '†',
  worse: '↓',
  better: '↑',
  equivalent: '≈',
  undecided: '?',
  untested: '°',
};

/** Beside numbers that were not run here. */
export const PROVENANCE_SYMBOLS: Readonly<Record<Provenance, string>> = { printed: '§', digitised: '‡' };

/** Beside scores of runs whose file filled less than the whole encoder. */
const PARTIAL_SYMBOL = '¶';

/** Where the numbers come from that were not run here, and whether the weights were loaded in part; mostly empty. */
export function footnotes(cell: TableCell): string {
  return (
    (cell.published ? PROVENANCE_SYMBOLS[cell.published.provenance] : '') + (isPartial(cell) ? PARTIAL_SYMBOL : '')
  );
}

export function isPartial({ n, facts }: TableCell): boolean {
  return n > 0 && facts !== undefined && facts.weights.some(({ loaded, total }) => loaded < total);
}

/** Worse or better, and yet by less than the margin: a difference that is real, and too small to matter. */
export function isWithinMargin(cell: TableCell, { alpha }: StatisticsSettings): boolean {
  return cell.equivalenceP !== null && cell.equivalenceP <= alpha;
}

/** `↓`, or `↓≈` where both are shown, likewise `↑`; empty for the best and for cells without a mark. */
export function markSymbol(cell: TableCell, statistics: StatisticsSettings): string {
  if (cell.mark === null) return '';
  const alsoWithin = isDifference(cell.mark) && isWithinMargin(cell, statistics);
  return MARK_SYMBOLS[cell.mark] + (alsoWithin ? MARK_SYMBOLS.equivalent : '');
}

export function isDifference(mark: Mark | null): mark is 'worse' | 'better' {
  return mark === 'worse' || mark === 'better';
}

export interface LegendEntry {
  readonly symbol: string;
  readonly meaning: string;
}

/** What the signs in these cells mean, only those that appear. `best`: how the format at hand shows the best. */
export function legend(
  cells: readonly TableCell[],
  statistics: StatisticsSettings,
  best: string,
): readonly LegendEntry[] {
  const { alpha, margin } = statistics;
  const has = (mark: Mark) => cells.some((cell) => cell.mark === mark);
  const state = (wanted: TableCell['state']) => cells.some((cell) => cell.state === wanted);
  const hasWithin = (mark: Mark) => cells.some((cell) => cell.mark === mark && isWithinMargin(cell, statistics));
  const { worse, better, equivalent, reference } = MARK_SYMBOLS;
  const it = statistics.compare === 'reference' ? 'the reference' : 'it';
  const entries: readonly (LegendEntry | false)[] = [
    cells.some((cell) => cell.best) && { symbol: best, meaning: 'highest mean of its task' },
    has('reference') && { symbol: reference, meaning: 'the reference' },
    has('worse') && { symbol: worse, meaning: `worse than ${it} (p ≤ ${alpha})` },
    has('better') && { symbol: better, meaning: `better than ${it} (p ≤ ${alpha})` },
    has('equivalent') && {
      symbol: equivalent,
      meaning: `equivalent to ${it} within ±${margin} points (p ≤ ${alpha})`,
    },
    ...(['worse', 'better'] as const).map(
      (mark) =>
        hasWithin(mark) && {
          symbol: MARK_SYMBOLS[mark] + equivalent,
          meaning: `${mark}, yet by less than ${margin} points (p ≤ ${alpha} for both)`,
        },
    ),
    has('undecided') && {
      symbol: MARK_SYMBOLS.undecided,
      meaning: margin === null ? 'undecided: no difference shown' : 'undecided: neither shown',
    },
    has('untested') && {
      symbol: MARK_SYMBOLS.untested,
      meaning: `untested: fewer than two runs here or at ${statistics.compare === 'reference' ? 'the reference' : 'the best'}`,
    },
    cells.some(isPartial) && {
      symbol: PARTIAL_SYMBOL,
      meaning: 'weights loaded in part (allow-partial), the rest at random',
    },
    state('empty') && { symbol: '·', meaning: 'not run yet' },
    state('not-applicable') && { symbol: '---', meaning: 'not applicable: pre-trained on the task’s own data' },
  ];
  return [...entries.filter((entry) => entry !== false), ...origins(cells)];
}

/** The legend as one sentence; empty without signs. */
export function legendText({ cells, statistics }: Table, best: string): string {
  const entries = legend(cells, statistics, best).map(({ symbol, meaning }) => `${symbol} ${meaning}`);
  return entries.length === 0 ? '' : `${entries.join('; ')}.`;
}

function origins(cells: readonly TableCell[]): LegendEntry[] {
  const { printed, digitised } = PROVENANCE_SYMBOLS;
  const lines = cells.flatMap(({ published }) => {
    if (published === undefined) return [];
    const { source, provenance } = published;
    return provenance === 'printed'
      ? `${printed} printed in ${source}`
      : `${digitised} read from a figure of ${source}`;
  });
  return [...new Set(lines)].sort().map((line) => ({ symbol: line.slice(0, 1), meaning: line.slice(2) }));
}
