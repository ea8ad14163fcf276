/** A table's initializations against one of them, as the paper shows its methods against supervised ImageNet. */
import type { StatisticsSettings } from '../../spec/spec';
import { type Correction, correct } from '../../statistics/correction';
import { testDifference } from '../../statistics/difference';
import { differenceOfSummaries, printedSummary, type Summary, summaryOf } from '../../statistics/summary';
import { stars } from '../stars';
import type { Table, TableCell } from '../table';
import { taskHeading } from '../table-rows';
import type { Figure } from './figure';
import { type Method, type MethodPanel, methods } from './methods';

/** Tests are two-sided, with the table's test and correction within each task. */
export function tableMethods(table: Table, reference: string): Figure {
  const list = table.tasks.flatMap((task): MethodPanel[] => {
    const cells = table.cells.filter((cell) => cell.task === task.name && cell.mean !== null);
    const against = cells.find(({ initialization }) => initialization === reference);
    if (against === undefined) return [];
    const others = cells.filter((cell) => cell !== against);
    const { mean, sd, initialization: label } = against;
    const pValues = compared(others, against, table.statistics);
    return [
      {
        heading: `${taskHeading(task)}, %`,
        reference: { label, mean: mean!, sd },
        methods: others.map((cell, index) => methodOf(cell, against, pValues[index]!)),
      },
    ];
  });
  const { test, correction } = table.statistics;
  const note = `${test === 'student' ? 'Student’s' : 'Welch’s'} t-test, two-sided, ${CORRECTED[correction]}.`;
  return methods(`${table.name}: against ${reference}`, list, note);
}

const CORRECTED: Readonly<Record<Correction, string>> = {
  none: 'not corrected',
  holm: 'Holm-corrected within each task',
  'benjamini-hochberg': 'corrected after Benjamini and Hochberg within each task',
};

/** Of published cells only mean, spread and n are known, so that a t-test stands in for tests that need the runs. null where a side has a single run. */
function compared(cells: readonly TableCell[], reference: TableCell, { test, correction, ddof }: StatisticsSettings) {
  const against = summary(reference, ddof);
  const tested = cells.filter(({ n }) => n > 1 && reference.n > 1);
  const variances = test === 'student' ? 'student' : 'welch';
  const raw = tested.map(
    (cell) => testDifference(differenceOfSummaries(summary(cell, ddof), against, variances), 'two-sided').p,
  );
  // Where nothing varies and nothing differs there is no t: nothing was shown.
  const known = raw.map((p) => (Number.isNaN(p) ? 1 : p));
  const corrected = correct(known, correction);
  const p = new Map(tested.map((cell, index) => [cell, corrected[index]!]));
  return cells.map((cell) => p.get(cell) ?? null);
}

/** Of published cells only mean, spread and n are known. */
function summary({ values, mean, sd, n }: TableCell, ddof: 0 | 1): Summary {
  return values.length > 0 ? summaryOf(values.map(({ value }) => value)) : printedSummary(mean!, sd ?? 0, n, ddof);
}

function methodOf(cell: TableCell, reference: TableCell, p: number | null): Method {
  const { initialization: label, mean, sd } = cell;
  const common = { label, mean: mean!, sd, disputed: false };
  if (p === null) return { ...common, sign: '', verdict: 'undecided' };
  if (p >= 0.05) return { ...common, sign: 'n.s.', verdict: 'undecided' };
  return mean! > reference.mean!
    ? { ...common, sign: stars(p), verdict: 'better' }
    : { ...common, sign: '', verdict: 'worse' };
}
