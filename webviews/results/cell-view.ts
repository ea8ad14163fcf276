/** One cell of the table as the webview shows it: on its face, in its tooltip, and to a screen reader. Pure. */
import { correctionNote } from '../../results/caption';
import { cellText } from '../../results/formats/cell-text';
import { isDifference, isPartial, isWithinMargin, markSymbol } from '../../results/marks';
import { count, percent, pNumber, points, pValue, wholeShare } from '../../results/numbers';
import type { Mark, Table, TableCell } from '../../results/table';

export interface Detail {
  readonly term: string;
  readonly value: string;
}

export interface CellView {
  /** `84.12 ± 0.31`, `·`, `---` or `failed`. */
  readonly value: string;
  /** Signs of footnotes beside it; mostly empty. */
  readonly notes: string;
  readonly best: boolean;
  /** Picks the tint; what it says stands in the text as well. */
  readonly tone: Mark | 'failed' | 'none';
  /** `best`, `↓ p = 0.004`, `° untested`; empty where there is nothing to compare. */
  readonly verdict: string;
  /** `n = 3`, `2 of 3 runs`; empty where no run has finished. */
  readonly runs: string;
  /** For the tooltip; empty for a cell that has no more to tell. */
  readonly details: readonly Detail[];
  /** The whole cell as one sentence. */
  readonly label: string;
  /** Whether it can have curves to open. */
  readonly opens: boolean;
}

export function cellView(cell: TableCell, table: Table): CellView {
  const { value, best, notes, runs } = cellText(cell, table.statistics);
  const details = detailsOf(cell, table);
  const spoken = [
    spokenValue(cell, value),
    spokenVerdict(cell, table),
    runs || (cell.n > 0 && `n = ${cell.n}`),
    isPartial(cell) && 'weights loaded in part',
  ];
  return {
    value,
    notes,
    best,
    tone: cell.mark ?? (cell.state === 'failed' ? 'failed' : 'none'),
    verdict: verdictOnFace(cell, table),
    runs: runs === '' ? (cell.n > 0 ? `n = ${cell.n}` : '') : `${runs} runs`,
    details,
    label: `${cell.task}, ${cell.initialization}: ${spoken.filter(Boolean).join(', ')}`,
    opens: cell.state !== 'not-applicable',
  };
}

function verdictOnFace(cell: TableCell, { statistics }: Table): string {
  if (cell.mark === null) return '';
  if (cell.mark === 'best' || cell.mark === 'reference') return cell.mark;
  const p = shownP(cell);
  return `${markSymbol(cell, statistics)} ${p === null ? cell.mark : `p ${pValue(p, statistics.alpha)}`}`;
}

/** The test behind the mark: for `equivalent` that of equivalence. */
function shownP({ mark, p, equivalenceP }: TableCell): number | null {
  return mark === 'equivalent' ? equivalenceP : p;
}

function spokenValue({ state, mean, sd }: TableCell, value: string): string {
  if (state === 'empty') return 'not run yet';
  if (state === 'not-applicable') return 'not applicable';
  if (mean === null) return value;
  return `${percent(mean)} percent${sd === null ? '' : ` plus or minus ${percent(sd)}`}`;
}

function spokenVerdict(cell: TableCell, { statistics }: Table): string {
  if (cell.mark === null) return '';
  const words = isDifferentWithin(cell, { statistics })
    ? `${cell.mark}, yet by less than ${statistics.margin} points`
    : cell.mark;
  const p = shownP(cell);
  return p === null ? words : `${words}, p ${pValue(p, statistics.alpha)}`;
}

function isDifferentWithin(cell: TableCell, { statistics }: Pick<Table, 'statistics'>): boolean {
  return isDifference(cell.mark) && isWithinMargin(cell, statistics);
}

function detailsOf(cell: TableCell, table: Table): Detail[] {
  if (cell.state === 'not-applicable') return [];
  if (cell.n === 0) {
    return [{ term: 'Runs', value: `0 of ${cell.planned} finished${cell.state === 'failed' ? ', some failed' : ''}` }];
  }
  const { statistics } = table;
  const other = statistics.compare === 'reference' ? 'reference' : 'best';
  const compared = table.cells.find(({ task, mark }) => task === cell.task && mark === other);
  const corrected = correctionNote(statistics);
  const details: (Detail | false)[] = [
    { term: 'Runs', value: cell.values.map(({ value }) => percent(value)).join(', ') },
    cell.state === 'partial' && { term: 'Finished', value: `${cell.n} of ${count(cell.planned, 'run')}` },
    typeof compared?.mean === 'number' &&
      cell.mark !== other && {
        term: `Difference to the ${other}`,
        value: `${points(cell.mean! - compared.mean)} points`,
      },
    cell.p !== null && { term: `p, equal means${corrected}`, value: pNumber(cell.p, statistics.alpha) },
    cell.equivalenceP !== null && {
      term: `p, within ±${statistics.margin} points${corrected}`,
      value: pNumber(cell.equivalenceP, statistics.alpha),
    },
    isPartial(cell) && { term: 'Weights loaded', value: loadedShares(cell) },
    cell.mark !== null && { term: 'Verdict', value: verdict(cell.mark, isDifferentWithin(cell, table), other) },
  ];
  return details.filter((detail) => detail !== false);
}

function loadedShares({ facts }: TableCell): string {
  const shares = facts!.weights.map(({ loaded, total }) => wholeShare(loaded / total));
  return `${shares.join(', ')} of the encoder; the rest began at random`;
}

function verdict(mark: Mark, isWithin: boolean, other: 'best' | 'reference'): string {
  switch (mark) {
    case 'best':
      return 'highest mean of its task';
    case 'reference':
      return 'the others are compared with it';
    case 'worse':
    case 'better':
      return `${mark} than the ${other}${isWithin ? ', yet by less than the margin' : ''}`;
    case 'equivalent':
      return `equivalent to the ${other} within the margin`;
    case 'undecided':
      return 'undecided: the runs show neither';
    case 'untested':
      return 'untested: a test needs two runs on each side';
  }
}
