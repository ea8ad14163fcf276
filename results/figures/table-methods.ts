/** A table's initializations against one of them, as the paper shows its methods against supervised ImageNet. */
import type { StatisticsSettings } from '../../spec/spec';
import { correct, type PValueCorrection } from '../../statistics/correction';
import { differenceTails } from '../../statistics/difference';
import { testRuns } from '../../statistics/run-test';
import { differenceOfSummaries, printedSummary, type Summary, summaryOf } from '../../statistics/summary';
import { pFromTails, type Tails } from '../../statistics/tails';
import { CORRECTION_NAMES, TEST_NAMES } from '../caption';
import { samplesOf } from '../compare';
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
  const { test } = table.statistics;
  const correction = correctionOf(table.statistics);
  const corrected =
    correction === 'none' ? 'not corrected' : `${CORRECTION_NAMES[correction]}-corrected within each task`;
  const note = `Compared by ${TEST_NAMES[test]}, two-sided, ${corrected}.`;
  return methods(`${table.name}: against ${reference}`, list, note);
}

/** Hsu's comparison is with the best alone: Holm's correction stands in. */
function correctionOf({ correction }: StatisticsSettings): PValueCorrection {
  return correction === 'hsu' ? 'holm' : correction;
}

/** null where a side has a single run, or the test is paired and fewer than two runs are in both. */
function compared(cells: readonly TableCell[], reference: TableCell, statistics: StatisticsSettings) {
  const both = cells.map((cell) => tailsOf(cell, reference, statistics));
  const tested = cells.filter((_, index) => both[index] !== null);
  const raw = both.flatMap((tails) => (tails === null ? [] : pFromTails(tails, 'two-sided')));
  // Where nothing varies and nothing differs there is no t: nothing was shown.
  const known = raw.map((p) => (Number.isNaN(p) ? 1 : p));
  const corrected = correct(known, correctionOf(statistics));
  const p = new Map(tested.map((cell, index) => [cell, corrected[index]!]));
  return cells.map((cell) => p.get(cell) ?? null);
}

/** By Student's or Welch's test where a side is published: the other tests need its runs. */
function tailsOf(cell: TableCell, reference: TableCell, { test, ddof }: StatisticsSettings): Tails | null {
  if (cell.n < 2 || reference.n < 2) return null;
  if (cell.values.length === 0 || reference.values.length === 0) {
    const summaryTest = test === 'student' ? test : 'welch';
    return differenceTails(differenceOfSummaries(summary(cell, ddof), summary(reference, ddof), summaryTest));
  }
  const [a, b] = samplesOf(cell.values, reference.values, test);
  return a.length < 2 || b.length < 2 ? null : testRuns(a, b, test);
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
