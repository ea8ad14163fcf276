import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type Comparison, compareInitializations } from '../../results/compare';
import type { StatisticsSettings } from '../../spec/spec';
import { HSU } from '../statistics/hsu-golden';
import { STATISTICS } from './experiment';

interface GoldenTask {
  readonly samples: readonly (readonly number[])[];
  readonly reference: number | null;
  readonly settings: StatisticsSettings;
  readonly expected: readonly Comparison[];
}

const GOLDEN: { readonly cases: readonly GoldenTask[] } = JSON.parse(
  readFileSync(new URL('golden/comparisons.json', import.meta.url), 'utf8'),
);

/** Score k of every sample is that of run k. */
function compared(
  samples: readonly (readonly number[])[],
  settings: StatisticsSettings,
  reference: number | null = null,
) {
  return compareInitializations(
    samples.map((sample) => sample.map((value, index) => ({ run: index + 1, value }))),
    settings,
    reference,
  );
}

function compareWithBest(samples: readonly (readonly number[])[], settings: StatisticsSettings) {
  return compared(samples, settings).comparisons;
}

function marks(samples: readonly (readonly number[])[], settings: Partial<StatisticsSettings> = {}): (string | null)[] {
  return compareWithBest(samples, { ...STATISTICS, ...settings }).map((comparison) => comparison?.mark ?? null);
}

const WITH_BEST: StatisticsSettings = { ...STATISTICS, test: 'student', alternative: 'less', correction: 'hsu' };

describe("Hsu's comparison with the best", () => {
  it('marks by its p-values, of worse and of within the margin', () => {
    for (const { samples, margin, alpha, p, equivalenceP } of HSU.comparisons) {
      const found = compareWithBest(samples, { ...WITH_BEST, margin: margin * 100, alpha });
      for (const [index, one] of found.entries()) {
        if (one!.mark === 'best') {
          assert.deepEqual(one, { mark: 'best', p: null, equivalenceP: null });
          continue;
        }
        assert.ok(Math.abs(one!.p! - p[index]!) < 1e-10 && Math.abs(one!.equivalenceP! - equivalenceP[index]!) < 1e-10);
        const wanted = p[index]! <= alpha ? 'worse' : equivalenceP[index]! <= alpha ? 'equivalent' : 'undecided';
        assert.equal(one!.mark, wanted);
      }
    }
  });

  it('leaves out what has a single run, and tests nothing where that is the best', () => {
    const [best, other, single] = [[0.85, 0.86, 0.84], [0.8, 0.82, 0.81], [0.7]];
    const three = compareWithBest([best!, other!, single!], WITH_BEST);
    assert.deepEqual(three.slice(0, 2), compareWithBest([best!, other!], WITH_BEST));
    assert.equal(three[2]!.mark, 'untested');
    assert.deepEqual(
      compareWithBest([[0.9], best!, other!], WITH_BEST).map((one) => one!.mark),
      ['best', 'untested', 'untested'],
    );
  });

  it('calls all best that tie, and still compares with either of them', () => {
    const samples = [
      [0.8, 0.82],
      [0.82, 0.8],
      [0.5, 0.52],
    ];
    assert.deepEqual(marks(samples, WITH_BEST), ['best', 'best', 'worse']);
  });
});

describe('the comparisons of a task', () => {
  it('agree with SciPy and statsmodels in every mark and p-value, for every setting', () => {
    for (const [index, { samples, reference, settings, expected }] of GOLDEN.cases.entries()) {
      const actual = compared(samples, settings, reference).comparisons;
      for (const [sample, { mark, p, equivalenceP }] of expected.entries()) {
        const found = actual[sample]!;
        assert.equal(found.mark, mark, `task ${index}, sample ${sample}`);
        for (const [wanted, given] of [
          [p, found.p],
          [equivalenceP, found.equivalenceP],
        ] as const) {
          if (wanted === null) assert.equal(given, null);
          else
            assert.ok(Math.abs(given! - wanted) <= 1e-10, `task ${index}, sample ${sample}: ${given} is not ${wanted}`);
        }
      }
    }
  });

  it('have no answer for what has not run', () => {
    assert.deepEqual(compareWithBest([[], []], STATISTICS), [null, null]);
    assert.deepEqual(compareWithBest([], STATISTICS), []);
  });

  it('call every sample that shares the best mean best, in whatever order its scores come', () => {
    const scores = [0.7123, 0.7456, 0.7789];
    assert.deepEqual(marks([[...scores].reverse(), [0.5, 0.51, 0.52], scores]), ['best', 'worse', 'best']);
  });

  it('test against the one of the tied that has most runs', () => {
    const long = [0.84, 0.86, 0.85, 0.85];
    const alone = compareWithBest([long, [0.8, 0.82, 0.81]], STATISTICS);
    const tied = compareWithBest([[0.85], long, [0.8, 0.82, 0.81]], STATISTICS);
    assert.deepEqual(tied.slice(1), alone);
  });

  it('leave the family of the untested out of the correction', () => {
    const [, two] = compareWithBest([[0.85, 0.86, 0.84], [0.8, 0.82, 0.81], [0.7]], STATISTICS);
    const [, alone] = compareWithBest(
      [
        [0.85, 0.86, 0.84],
        [0.8, 0.82, 0.81],
      ],
      STATISTICS,
    );
    assert.deepEqual(two, alone);
  });

  it('keep a difference a difference, even where it is smaller than the margin', () => {
    assert.deepEqual(
      marks([
        [0.851, 0.8511, 0.8509],
        [0.85, 0.8501, 0.8499],
      ]),
      ['best', 'worse'],
    );
  });

  it('read p at exactly alpha as worse', () => {
    const samples = [
      [0.85, 0.86, 0.84],
      [0.8, 0.82, 0.81],
    ];
    const p = compareWithBest(samples, STATISTICS)[1]!.p!;
    assert.equal(marks(samples, { alpha: p })[1], 'worse');
  });

  it('do not take a constant difference of exactly the margin for equivalence', () => {
    const [, other] = compareWithBest(
      [
        [0.75, 0.75],
        [0.5, 0.5],
      ],
      { ...STATISTICS, margin: 25, alpha: 1e-9 },
    );
    assert.deepEqual(other, { mark: 'worse', p: 0, equivalenceP: 1 });
  });

  it('pair runs by their number, whatever order they come in and whichever are missing', () => {
    const first = [3, 1, 2, 5].map((run) => ({ run, value: 0.8 + run / 100 }));
    const second = [1, 2, 4, 3].map((run) => ({ run, value: 0.79 + run / 100 + (run === 2 ? 0.001 : 0) }));
    const paired = { ...STATISTICS, test: 'paired-t', margin: null } as const;
    const { comparisons } = compareInitializations([first, second], paired);
    const aligned = [
      [0.81, 0.82, 0.83],
      [0.8, 0.811, 0.82],
    ];
    assert.ok(Math.abs(comparisons[1]!.p! - compareWithBest(aligned, paired)[1]!.p!) < 1e-9);
  });

  it('mark nothing as best, but the reference, where one is named', () => {
    const samples = [
      [0.8, 0.82, 0.81],
      [0.91, 0.9, 0.92],
      [0.7, 0.71, 0.69],
    ];
    const { comparisons, best } = compared(samples, { ...STATISTICS, compare: 'reference', reference: 'a' }, 0);
    assert.deepEqual(
      comparisons.map((one) => one?.mark),
      ['reference', 'better', 'worse'],
    );
    assert.deepEqual(best, [1]);
  });

  it('leave all untested in a task that the reference is not applicable to', () => {
    const { comparisons } = compared([[0.8, 0.82]], { ...STATISTICS, compare: 'reference', reference: 'a' }, null);
    assert.deepEqual(comparisons, [{ mark: 'untested', p: null, equivalenceP: null }]);
  });

  it('show no difference between the reference and its equal, without any variance', () => {
    const constant = [0.5, 0.5];
    const { comparisons } = compared([constant, constant], { ...STATISTICS, compare: 'reference', reference: 'a' }, 0);
    assert.deepEqual(comparisons[1], { mark: 'equivalent', p: 1, equivalenceP: 0 });
  });

  it('test every pair once for all pairs', () => {
    const samples = [[0.8, 0.82, 0.81], [0.91, 0.9, 0.92], [0.7, 0.71, 0.69], [0.5]];
    const { pairs } = compared(samples, { ...STATISTICS, compare: 'all-pairs' });
    assert.deepEqual(
      pairs.map(({ first, second, firstIsLower }) => [first, second, firstIsLower]),
      [
        [0, 1, true],
        [0, 2, false],
        [1, 2, false],
      ],
    );
  });
});
