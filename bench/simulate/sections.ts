/** What is simulated: the tables of docs/statistics.md that end in rates. */
import type { Comparands } from '../../spec/spec';
import type { Correction } from '../../statistics/correction';
import { detectableDifference, power, type TestDesign } from '../../statistics/detectable-difference';
import { RUN_TESTS, type RunTest } from '../../statistics/run-test';
import type { Alternative } from '../../statistics/tails';
import type { Experiment } from './experiment';
import type { Limit } from './rate';
import type { Row, Section } from './section';
import { type Count, settingsWith } from './table-experiment';
import { equalSpreads, type Truth, type World } from './world';

/** Of comparisons and tables, and of intervals: an hour on two cores for all of them, of which Hsu's comparison takes three quarters. */
const DRAWS = 100_000;
const INTERVAL_DRAWS = 10_000;

const RUNS = [3, 5, 10];
const AT_ALPHA: Limit = { share: 0.05, side: 'at most' };

const alone: Section = {
  name: 'simulated-tests',
  title: 'False alarms of a single comparison with a reference, nothing being different',
  draws: DRAWS,
  limit: AT_ALPHA,
  labels: ['side', 'runs'],
  columns: RUN_TESTS,
  rows: (['two-sided', 'less'] as const).flatMap((alternative) =>
    RUNS.map((runs) => eachTest([alternative, `${runs}`], equalSpreads(2, runs), 'any', { alternative })),
  ),
  drawn: true,
};

/** Of p-values, which serve every kind of comparison. */
const CORRECTIONS = ['none', 'holm', 'benjamini-hochberg'] as const;

const BEST_COLUMNS: readonly (readonly [RunTest, Correction, Alternative])[] = [
  ['welch', 'none', 'two-sided'],
  ['welch', 'holm', 'two-sided'],
  ['welch', 'benjamini-hochberg', 'two-sided'],
  ['student', 'holm', 'two-sided'],
  ['welch', 'holm', 'less'],
];

const best: Section = {
  ...familySection('best', 'compared with the best of the same runs'),
  columns: ['none', 'holm', 'benjamini-hochberg', 'student, holm', 'one-sided, holm'],
  rows: family([2, 3, 5, 10, 21], (world) =>
    BEST_COLUMNS.map(([test, correction, alternative]) =>
      table(world, 'any', { compare: 'best', test, correction, alternative }),
    ),
  ),
};

const WITH_BEST = [...CORRECTIONS, 'hsu'] as const;

const bestInTruth: Section = {
  ...familySection('best', ''),
  name: 'simulated-best-in-truth',
  title: 'Tables that call the best in truth worse, where another is as good; student',
  draws: DRAWS,
  columns: WITH_BEST,
  rows: family([2, 3, 5, 10, 21], (world) =>
    WITH_BEST.map((correction) => table(world, 'first-worse', { compare: 'best', test: 'student', correction })),
  ),
  drawn: false,
};

const reference = familySection('reference', 'compared with a reference');
const allPairs = familySection('all-pairs', 'of all pairs');

const MIXED = equalSpreads(11, 0, [0, 0, 0, 0, 0, 0, -2, -2, -2, -2, -2]);
const MIXED_COUNTS: readonly (readonly [Count, string])[] = [
  ['any-false', 'tables with a false claim'],
  ['false-share', 'false among the claims'],
  ['found-share', 'differences found'],
];

const mixed: Section = {
  name: 'simulated-mixed',
  title: 'Ten against a reference, five of them worse by two standard deviations',
  draws: DRAWS,
  limit: null,
  labels: ['share of', 'runs'],
  columns: CORRECTIONS,
  rows: MIXED_COUNTS.flatMap(([count, heading]) =>
    RUNS.map((runs) => ({
      labels: [heading, `${runs}`],
      experiments: CORRECTIONS.map((correction) => table(withRuns(MIXED, runs), count, { correction })),
    })),
  ),
  drawn: false,
};

const equivalence: Section = {
  name: 'simulated-equivalence',
  title: 'False equivalence: the true difference is the margin',
  draws: DRAWS,
  limit: AT_ALPHA,
  labels: ['margin', 'runs'],
  columns: RUN_TESTS,
  rows: [1, 3].flatMap((margin) =>
    RUNS.map((runs) =>
      eachTest([`${margin} sd`, `${runs}`], equalSpreads(2, runs, [0, -margin]), 'equivalent', { margin }),
    ),
  ),
  drawn: false,
};

const powers: Section = {
  name: 'simulated-power',
  title: 'Power of a single two-sided comparison',
  draws: DRAWS,
  limit: null,
  labels: ['true difference', 'runs', 'promised, student', 'promised, paired-t'],
  columns: RUN_TESTS,
  rows: [
    ...[1, 2, 3].flatMap((difference) => RUNS.map((runs) => powerRow(`${difference} sd`, difference, runs))),
    ...RUNS.map((runs) => powerRow('for 80 %', detectableDifference(unpaired(runs), 0.8), runs)),
  ],
  drawn: true,
};

function powerRow(heading: string, difference: number, runs: number): Row {
  const promised = [unpaired(runs), { ...unpaired(runs), df: runs - 1 }].map((design) => power(difference, design));
  const labels = [heading, `${runs}`, ...promised.map((share) => (100 * share).toFixed(1))];
  return eachTest(labels, equalSpreads(2, runs, [0, -difference]), 'any');
}

/** In standard deviations of a run. */
function unpaired(runs: number): TestDesign {
  return { standardError: Math.sqrt(2 / runs), df: 2 * runs - 2, alpha: 0.05, alternative: 'two-sided' };
}

const NARROW: Truth = { mean: 0, spread: 1, runs: 10 };
const WIDE: Truth = { mean: 0, spread: 3, runs: 10 };
const FEW_AND_WIDE: Truth = { mean: 0, spread: 3, runs: 3 };

const ODD_WORLDS: readonly (readonly [heading: string, runs: string, world: World])[] = [
  ['one spread thrice the other', '10', { ...equalSpreads(2, 10), initializations: [NARROW, WIDE] }],
  ['the same, fewer runs of the wide', '10 and 3', { ...equalSpreads(2, 10), initializations: [NARROW, FEW_AND_WIDE] }],
  ['pressed against 1', '3', { ...equalSpreads(2, 3), shape: 'pressed' }],
  ['pressed against 1', '10', { ...equalSpreads(2, 10), shape: 'pressed' }],
  ['pressed, one spread thrice the other', '10', { initializations: [NARROW, WIDE], shape: 'pressed', sharedSeeds: 0 }],
  ['one run of ten fails', '3', { ...equalSpreads(2, 3), shape: 'failing' }],
  ['one run of ten fails', '10', { ...equalSpreads(2, 10), shape: 'failing' }],
];

const robustness: Section = {
  name: 'simulated-robustness',
  title: 'False alarms of a single two-sided comparison where assumptions fail; the true means are equal',
  draws: DRAWS,
  limit: AT_ALPHA,
  labels: ['scores', 'runs'],
  columns: RUN_TESTS,
  rows: ODD_WORLDS.map(([heading, runs, world]) => eachTest([heading, runs], world, 'any')),
  drawn: false,
};

const seeds: Section = {
  name: 'simulated-seeds',
  title: 'Runs that share seeds, ten of each: rejections of a single two-sided comparison',
  draws: DRAWS,
  limit: null,
  labels: ['true difference', 'correlation'],
  columns: RUN_TESTS,
  rows: [0, 1].flatMap((difference) =>
    [0, 0.5, 0.8].map((sharedSeeds) =>
      eachTest(
        [difference === 0 ? 'none' : `${difference} sd`, `${sharedSeeds}`],
        { ...equalSpreads(2, 10, [0, -difference]), sharedSeeds },
        'any',
      ),
    ),
  ),
  drawn: false,
};

const coverage: Section = {
  name: 'simulated-coverage',
  title: 'How often a 95 % interval holds the true AUC; one case in five is positive',
  draws: INTERVAL_DRAWS,
  limit: { share: 0.95, side: 'at least' },
  labels: ['true AUC', 'cases'],
  columns: ['DeLong', 'bootstrap'],
  rows: [0.8, 0.95].flatMap((auc) =>
    [50, 200].map((cases) => ({
      labels: [`${auc}`, `${cases}`],
      experiments: (['delong', 'bootstrap'] as const).map(
        (interval): Experiment => ({
          kind: 'coverage',
          interval,
          auc,
          positives: cases / 5,
          negatives: (cases * 4) / 5,
        }),
      ),
    })),
  ),
  drawn: false,
};

export const SECTIONS: readonly Section[] = [
  alone,
  best,
  bestInTruth,
  reference,
  allPairs,
  mixed,
  equivalence,
  powers,
  robustness,
  seeds,
  coverage,
];

function table(world: World, count: Count, changes: Parameters<typeof settingsWith>[0]): Experiment {
  return { kind: 'table', world, settings: settingsWith(changes), count };
}

/** The same question to each of the tests. */
function eachTest(
  labels: readonly string[],
  world: World,
  count: Count,
  changes: Parameters<typeof settingsWith>[0] = {},
): Row {
  return { labels, experiments: RUN_TESTS.map((test) => table(world, count, { ...changes, test })) };
}

/** A section of tables in which nothing is different, under each correction. */
function familySection(compare: Comparands, words: string): Section {
  return {
    name: `simulated-${compare}`,
    title: `Tables with at least one false claim, ${words}; Welch, nothing being different`,
    draws: DRAWS,
    limit: AT_ALPHA,
    labels: ['runs', 'initializations'],
    columns: CORRECTIONS,
    rows: family([3, 5, 10, 21], (world) =>
      CORRECTIONS.map((correction) => table(world, 'any', { compare, correction })),
    ),
    drawn: compare === 'best',
  };
}

function family(sizes: readonly number[], experiments: (world: World) => readonly Experiment[]): Row[] {
  return [3, 10].flatMap((runs) =>
    sizes.map((size) => ({ labels: [`${runs}`, `${size}`], experiments: experiments(equalSpreads(size, runs)) })),
  );
}

function withRuns(world: World, runs: number): World {
  return { ...world, initializations: world.initializations.map((truth) => ({ ...truth, runs })) };
}
