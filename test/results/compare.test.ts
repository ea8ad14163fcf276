import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type Comparison, compareWithBest } from '../../results/compare';
import type { StatisticsSettings } from '../../spec/spec';
import { STATISTICS } from './experiment';

interface GoldenTask {
  readonly samples: readonly (readonly number[])[];
  readonly settings: StatisticsSettings;
  readonly expected: readonly Comparison[];
}

const GOLDEN: { readonly cases: readonly GoldenTask[] } = JSON.parse(
  readFileSync(new URL('golden/comparisons.json', import.meta.url), 'utf8'),
);

function marks(samples: readonly (readonly number[])[], settings: Partial<StatisticsSettings> = {}): (string | null)[] {
  return compareWithBest(samples, { ...STATISTICS, ...settings }).map((comparison) => comparison?.mark ?? null);
}

describe('the comparisons of a task', () => {
  it('agree with SciPy and statsmodels in every mark and p-value, for every setting', () => {
    for (const [index, { samples, settings, expected }] of GOLDEN.cases.entries()) {
      const actual = compareWithBest(samples, settings);
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
});
