/** The caption: what a reader must know to judge the table's claims. Plain text, whole sentences. */
import type { StatisticsSettings } from '../spec/spec';
import type { Correction, PValueCorrection } from '../statistics/correction';
import { isCounted, type RunTest } from '../statistics/run-test';
import { metricName } from './metric-name';
import { count, levelText, list } from './numbers';
import type { Table, TableCell } from './table';

export const TEST_NAMES: Readonly<Record<RunTest, string>> = {
  welch: "Welch's t-test for independent samples (unequal variances)",
  student: "Student's t-test for independent samples (equal variances)",
  'paired-t': 'the t-test for runs paired by seed',
  'mann-whitney': 'the Mann-Whitney U test for independent samples',
  wilcoxon: 'the Wilcoxon signed-rank test for runs paired by seed',
  permutation: 'the permutation test of means for independent samples',
};

export const CORRECTION_NAMES: Readonly<Record<Correction, string>> = {
  none: '',
  holm: 'Holm',
  'benjamini-hochberg': 'Benjamini-Hochberg',
  hsu: 'Hsu',
};

/** ` (Holm)`, to follow a p; empty without correction. */
export function correctionNote({ correction }: StatisticsSettings): string {
  return correction === 'none' ? '' : ` (${CORRECTION_NAMES[correction]})`;
}

/** `failed`: runs that failed, over all cells. */
export function makeCaption(
  tasks: Table['tasks'],
  cells: readonly TableCell[],
  statistics: StatisticsSettings,
  failed: number,
): string {
  return [
    whatIsShown(tasks, cells, statistics),
    ...whatIsMissing(cells, failed),
    ...whatIsLeftOut(tasks, cells),
    ...whatIsInTwoParts(tasks, cells),
    ...whatMayBeWrong(tasks, cells),
    ...howItIsTested(tasks, cells, statistics),
  ].join(' ');
}

function whatIsShown(tasks: Table['tasks'], cells: readonly TableCell[], { ddof }: StatisticsSettings): string {
  const metrics = list([...new Set(tasks.map(({ metric }) => metricName(metric)))]);
  const spread =
    ddof === 1
      ? 'standard deviation over runs (n − 1 in the denominator)'
      : 'standard deviation over runs (n in the denominator)';
  return `Test ${metrics} in percent, mean ± ${spread}; ${runCount(cells)}.`;
}

function runCount(cells: readonly TableCell[]): string {
  const counts = cells.filter(({ n }) => n > 0).map(({ n }) => n);
  if (counts.length === 0) return 'no run has finished yet';
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  if (least === most) return `n = ${least} ${least === 1 ? 'run' : 'runs'} per cell`;
  return `n = ${least} to ${most} runs per cell`;
}

/** Runs that are not there can change what the others say. */
function whatIsMissing(cells: readonly TableCell[], failed: number): string[] {
  const applicable = cells.filter(({ state }) => state !== 'not-applicable');
  const planned = applicable.reduce((sum, cell) => sum + cell.planned, 0);
  const finished = applicable.reduce((sum, cell) => sum + cell.n, 0);
  const missing = planned - finished - failed;
  return [
    ...(failed > 0
      ? [
          `${count(failed, 'run')} of ${planned} failed and ${failed === 1 ? 'is' : 'are'} left out, which may flatter the cells concerned.`,
        ]
      : []),
    ...(missing > 0 ? [`Preliminary: ${finished} of ${count(planned, 'run')} are in.`] : []),
  ];
}

function whatIsLeftOut(tasks: Table['tasks'], cells: readonly TableCell[]): string[] {
  const images = tasks.flatMap(({ name }) => {
    const leftOut = Math.max(0, ...cells.map(({ task, facts }) => (task === name && facts ? facts.leftOut : 0)));
    return leftOut === 0 ? [] : [`${count(leftOut, 'image')} of ${name}`];
  });
  return images.length === 0 ? [] : [`Left out for their problems, as the spec allows: ${list(images)}.`];
}

/** Patients of training and validation alone flatter no score. */
function whatIsInTwoParts(tasks: Table['tasks'], cells: readonly TableCell[]): string[] {
  const patients = tasks.flatMap(({ name }) => {
    const shared = cells.find(({ task, facts }) => task === name && facts?.inTwoParts)?.facts?.inTwoParts;
    return shared?.testImages ? [`${shared.patients} of ${name} (${count(shared.testImages, 'test image')})`] : [];
  });
  return patients.length === 0 ? [] : [`Patients in two parts, so that scores may be too good: ${list(patients)}.`];
}

/** The first sentence of each warning; what to do about it is told by `data check` and where runs end. */
function whatMayBeWrong(tasks: Table['tasks'], cells: readonly TableCell[]): string[] {
  return tasks.flatMap(({ name }) => {
    const warnings = cells.flatMap(({ task, facts }) => (task === name && facts?.dataWarnings) || []);
    const briefly = new Set(warnings.map((warning) => warning.replace(/\. [A-Z].*/s, '.')));
    return briefly.size === 0 ? [] : [`Warning about the data of ${name}: ${[...briefly].join(' ')}`];
  });
}

function howItIsTested(tasks: Table['tasks'], cells: readonly TableCell[], statistics: StatisticsSettings): string[] {
  const compared = tasks.map(({ name }) => cells.filter((cell) => cell.task === name && cell.p !== null).length);
  if (compared.every((size) => size === 0)) return ['Nothing is tested yet: a comparison needs two runs on each side.'];
  const { test, alpha, margin, correction } = statistics;
  return [
    correction === 'hsu'
      ? `In each task, every initialization is compared with the best of the others by Hsu's multiple comparison with the best (variance pooled over the task, one-sided): ` +
        `p-values count all of a task's comparisons, not those of other tasks. Worse: p ≤ ${alpha}.`
      : `${whatIsCompared(statistics)} by ${TEST_NAMES[test]}, ${side(statistics)}; ` +
        `${correctionClause(tasks, compared, statistics, correction)}. ${alternativeMarks(statistics)}: p ≤ ${alpha}.`,
    margin === null
      ? `Undecided: p > ${alpha}, which is no evidence of equality.`
      : `Equivalent: a difference within ±${margin} percentage points by ${howEquivalent(statistics)}. Undecided: neither shown, which is no evidence of equality.`,
    ...zeroVariance(cells, statistics),
    ...selection(statistics),
    'The tests and ± speak of training runs (initial head, order of the data, augmentation) on one fixed split, not of other patients.',
  ];
}

function howEquivalent({ test, alpha, correction }: StatisticsSettings): string {
  if (correction === 'hsu')
    return `the same comparison (its simultaneous interval lies within the margin, p ≤ ${alpha})`;
  const same = `same test${isCounted(test) ? ' of a shift' : ''}, p ≤ ${alpha}`;
  const corrected = correction === 'none' ? 'not corrected' : 'corrected in the same way as a family of its own';
  return `two one-sided tests (${same}, ${corrected})`;
}

function whatIsCompared({ compare, reference }: StatisticsSettings): string {
  switch (compare) {
    case 'best':
      return 'In each task, every other initialization is compared with the one of highest mean';
    case 'reference':
      return `In each task, every other initialization is compared with ${reference}`;
    case 'all-pairs':
      return 'In each task, all pairs of initializations are compared, and the marks tell of those with the highest mean,';
  }
}

function side({ alternative, compare }: StatisticsSettings): string {
  const other = compare === 'reference' ? 'the reference' : 'the best';
  switch (alternative) {
    case 'two-sided':
      return 'two-sided';
    case 'less':
      return `one-sided: lower than ${other}`;
    case 'greater':
      return `one-sided: higher than ${other}`;
  }
}

function alternativeMarks({ alternative, compare }: StatisticsSettings): string {
  if (alternative === 'greater') return 'Better';
  return alternative === 'two-sided' && compare === 'reference' ? 'Worse or better' : 'Worse';
}

function correctionClause(
  tasks: Table['tasks'],
  compared: readonly number[],
  { compare, alpha }: StatisticsSettings,
  correction: PValueCorrection,
): string {
  const tested = compared.filter((size) => size > 0);
  if (correction === 'none') {
    const total = tested.reduce((sum, size) => sum + size, 0);
    return `p-values of ${count(total, 'comparison')} are not corrected, so that chance alone would show about one difference in ${Math.round(1 / alpha)}`;
  }
  const same = tested.every((size) => size === tested[0]);
  const family =
    compare === 'all-pairs'
      ? 'all its pairs'
      : same
        ? `its ${count(tested[0]!, 'comparison')}`
        : `its comparisons (${list(tasks.flatMap(({ name }, index) => (compared[index]! > 0 ? [`${compared[index]} in ${name}`] : [])))})`;
  const what = correction === 'holm' ? '' : ', which bounds the expected share of false claims';
  return `p-values are ${CORRECTION_NAMES[correction]}-corrected within the task over ${family}, not across tasks${what}`;
}

/** With no spread on either side t is infinite: the p-value of 0 comes from the formula, not from evidence. */
function zeroVariance(cells: readonly TableCell[], { test, compare, correction }: StatisticsSettings): string[] {
  if (isCounted(test) || test === 'paired-t') return [];
  const other = compare === 'reference' ? 'reference' : 'best';
  const others = new Map(cells.filter(({ mark }) => mark === other).map((cell) => [cell.task, cell]));
  // Hsu's comparison takes the variance of a task from all of its initializations.
  const varying = new Set(
    cells.flatMap(({ sd, task }) => (correction === 'hsu' && sd !== null && sd > 0 ? [task] : [])),
  );
  const concerned = cells.filter(
    ({ p, sd, task }) => p !== null && sd === 0 && others.get(task)?.sd === 0 && !varying.has(task),
  );
  if (concerned.length === 0) return [];
  return [
    `Where neither side varies between runs (${list(concerned.map((cell) => `${cell.initialization} on ${cell.task}`))}), p is 0 or 1 by convention and no evidence.`,
  ];
}

/** What choosing the best by the same runs does to the claims; a reference is chosen beforehand. */
function selection({ compare, correction, alternative, alpha }: StatisticsSettings): string[] {
  if (compare === 'reference') return [];
  if (correction === 'hsu') {
    return [
      `Choosing the best by the same runs is part of that comparison: the initialization that is best in truth is marked worse in at most ${levelText(alpha)} of experiments. ` +
        'Where several are exactly equal, that holds for each of them and not for all together. Where every other initialization of a task is worse, the best is shown to be the best.',
    ];
  }
  if (compare === 'all-pairs' && correction === 'holm') {
    return ['As all pairs are corrected together, choosing the best by the same runs adds no false claims.'];
  }
  const common =
    'The best was chosen by the same runs it is tested with, which makes p-values for worse too small, the more so the more initializations there are';
  return [
    alternative === 'two-sided'
      ? `${common}.`
      : `${common}; one-sided, the level of ${alpha} is ${2 * alpha} in truth even for two.`,
  ];
}
