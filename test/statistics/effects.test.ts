import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { differenceInterval } from '../../statistics/difference-interval';
import { effectSize } from '../../statistics/effect-size';
import { hedgesG, standardizedInterval } from '../../statistics/hedges-g';
import { posterior } from '../../statistics/posterior';
import { runSpread } from '../../statistics/run-spread';
import { differenceOfMeans, RUN_TESTS, type RunTest } from '../../statistics/run-test';
import { equivalencePower, MOST_RUNS, runsForDifference, runsForEquivalence } from '../../statistics/runs-needed';
import { pairedSuperiority, type Superiority, superiority } from '../../statistics/superiority';
import { assertClose } from './golden';

interface Samples {
  readonly a: readonly number[];
  readonly b: readonly number[];
}

type Limits = readonly [low: number, high: number];

interface Golden {
  readonly hedges: readonly (Samples & {
    readonly test: RunTest;
    readonly g: number | null;
    readonly interval: Limits;
  })[];
  readonly superiority: readonly (Samples & { readonly p: number; readonly interval: Limits | null })[];
  readonly pairedSuperiority: Golden['superiority'];
  readonly posterior: readonly (Samples & {
    readonly test: RunTest;
    readonly margin: number;
    readonly worse: number;
    readonly better: number;
  })[];
  readonly equivalencePower: readonly {
    readonly margin: number;
    readonly standardError: number;
    readonly df: number;
    readonly alpha: number;
    readonly power: number;
  }[];
  readonly runs: readonly (Samples & {
    readonly test: RunTest;
    readonly size: number;
    readonly alpha: number;
    readonly alternative: 'two-sided' | 'one-sided';
    readonly difference: number;
    readonly equivalence: number;
  })[];
}

const GOLDEN: Golden = JSON.parse(readFileSync(new URL('golden/effects.json', import.meta.url), 'utf8'));

const VARYING = [
  [0.84, 0.86, 0.83, 0.87],
  [0.82, 0.85, 0.84, 0.81],
] as const;

describe("Hedges' g", () => {
  it("and its interval agree with SciPy's gamma function and noncentral t", () => {
    for (const { a, b, test, g, interval } of GOLDEN.hedges) {
      const [difference, spread] = [differenceOfMeans(a, b, test), runSpread(a, b, test)];
      const what = `${test}: ${a} and ${b}`;
      if (g === null) assert.equal(hedgesG(difference, spread), null, what);
      else assertClose(hedgesG(difference, spread)!, g, what);
      const { low, high } = standardizedInterval(difference, spread, 0.95);
      assertClose(low, interval[0], `low, ${what}`);
      assertClose(high, interval[1], `high, ${what}`);
    }
    assert.ok(GOLDEN.hedges.some(({ g }) => g === null));
  });

  it('turns round with the samples', () => {
    const [a, b] = VARYING;
    const [there, back] = [effectSize(a, b, 'welch', 0.95)!, effectSize(b, a, 'welch', 0.95)!];
    assertClose(there.value, -back.value, 'g');
    assertClose(there.interval!.low, -back.interval!.high, 'low');
  });

  it('has an interval that excludes zero exactly where the test rejects', () => {
    for (const { a, b, test } of GOLDEN.hedges) {
      const difference = differenceOfMeans(a, b, test);
      const { low, high } = standardizedInterval(difference, runSpread(a, b, test), 0.95);
      const { low: from, high: to } = differenceInterval(difference, 0.95);
      assert.equal(low > 0 || high < 0, from > 0 || to < 0);
    }
  });

  it('takes a moment even for differences of a thousand standard errors', () => {
    const { interval } = effectSize([0.9, 0.90001, 0.90002], [0.5, 0.50001, 0.50003], 'student', 0.95)!;
    // Far out only the spread is uncertain, not the difference: its chi-square quantiles give the limits.
    const [d, df] = [0.39999666666 / Math.sqrt((1e-10 + (7 / 3) * 1e-10) / 2), 4];
    assert.ok(Math.abs(interval!.low / (d * Math.sqrt(0.484418557087 / df)) - 1) < 1e-5);
    assert.ok(Math.abs(interval!.high / (d * Math.sqrt(11.1432867819 / df)) - 1) < 1e-5);
  });

  it('is not given where nothing varies, or a side has one run', () => {
    assert.equal(effectSize([0.5, 0.5], [0.75, 0.75], 'student', 0.95), null);
    assert.equal(effectSize([0.5], [0.7, 0.75], 'welch', 0.95), null);
    assert.equal(effectSize([0.5, 0.6], [0.7, 0.75], 'paired-t', 0.95), null);
  });
});

describe('the probability of superiority', () => {
  function assertAgrees(actual: Superiority | null, { a, b, p, interval }: Golden['superiority'][number]): void {
    const what = `${a} and ${b}`;
    assertClose(actual!.p, p, what);
    if (interval === null) assert.equal(actual!.interval, null, what);
    else {
      assertClose(actual!.interval!.low, interval[0], `low, ${what}`);
      assertClose(actual!.interval!.high, interval[1], `high, ${what}`);
    }
  }

  it("agrees with statsmodels' rank_compare_2indep, and has no interval where the samples do not overlap", () => {
    for (const golden of GOLDEN.superiority) assertAgrees(superiority(golden.a, golden.b, 0.95), golden);
    assert.deepEqual(superiority([0.5, 0.6], [0.7, 0.8], 0.95), { p: 0, interval: null });
  });

  it("of pairs agrees with statsmodels' Wilson interval, ties counting half", () => {
    for (const golden of GOLDEN.pairedSuperiority) assertAgrees(pairedSuperiority(golden.a, golden.b, 0.95), golden);
  });

  it('is the effect size of the tests of ranks', () => {
    const [a, b] = VARYING;
    assert.equal(effectSize(a, b, 'mann-whitney', 0.95)!.value, superiority(a, b, 0.95)!.p);
    assert.equal(effectSize(a, b, 'wilcoxon', 0.95)!.value, 0.75);
    assert.equal(effectSize(a, b, 'permutation', 0.95)!.value, effectSize(a, b, 'welch', 0.95)!.value);
    assert.equal(effectSize([], b, 'mann-whitney', 0.95), null);
    assert.equal(effectSize([], [], 'wilcoxon', 0.95), null);
  });
});

describe('the posterior of a difference', () => {
  it("agrees with SciPy's t and, for unequal variances, with its integral", () => {
    for (const { a, b, test, margin, worse, better } of GOLDEN.posterior) {
      const actual = posterior(a, b, test, margin)!;
      const what = `${test}, ${margin}: ${a} and ${b}`;
      assertClose(actual.worse, worse, `worse, ${what}`);
      assertClose(actual.better, better, `better, ${what}`);
      assertClose(actual.worse + actual.equivalent + actual.better, 1, what);
    }
  });

  it('turns round with the samples', () => {
    const [a, b] = VARYING;
    for (const test of RUN_TESTS) {
      const [there, back] = [posterior(a, b, test, 0.01)!, posterior(b, a, test, 0.01)!];
      assertClose(there.worse, back.better, test);
      assertClose(there.equivalent, back.equivalent, test);
    }
  });

  it('is that of means for the tests that count arrangements', () => {
    const [a, b] = VARYING;
    for (const test of ['mann-whitney', 'permutation'] as const)
      assert.deepEqual(posterior(a, b, test, 0.01), posterior(a, b, 'welch', 0.01));
    assert.deepEqual(posterior(a, b, 'wilcoxon', 0.01), posterior(a, b, 'paired-t', 0.01));
  });

  it('lets one side be constant, but not both', () => {
    const constant = posterior([0.5, 0.5, 0.5], [0.52, 0.54, 0.56], 'welch', 0.01)!;
    // The mean of the other alone: t with 2 degrees of freedom around 0.54, standard error 0.02 / sqrt(3).
    const t = (0.03 * Math.sqrt(3)) / 0.02;
    assertClose(constant.worse, 0.5 + t / (2 * Math.sqrt(2 + t ** 2)), 'worse');
    assert.equal(posterior([0.5, 0.5], [0.7, 0.7], 'welch', 0.01), null);
    assert.equal(posterior([0.5], [0.7, 0.8], 'welch', 0.01), null);
  });
});

describe('runs needed', () => {
  const aim = { power: 0.8, alpha: 0.05, alternative: 'two-sided' } as const;

  it("agree with statsmodels' power of t-tests, and with SciPy's integral of that of equivalence", () => {
    for (const { a, b, test, size, alpha, alternative, difference, equivalence } of GOLDEN.runs) {
      const spread = runSpread(a, b, test);
      const what = `${test}, ${size} at ${alpha} ${alternative}: ${a} and ${b}`;
      const wanted = { ...aim, alpha, alternative };
      assert.equal(runsForDifference(size, spread, wanted), difference, what);
      assert.equal(runsForEquivalence(size, spread, wanted), equivalence, what);
    }
    for (const { power, ...design } of GOLDEN.equivalencePower)
      assertClose(equivalencePower(design.margin, design), power, JSON.stringify(design));
  });

  it('are not counted beyond the most that anyone would do', () => {
    const spread = runSpread(...VARYING, 'welch');
    assert.equal(runsForDifference(1e-5, spread, aim), null);
    assert.equal(runsForEquivalence(1e-5, spread, aim), null);
    assert.ok(runsForDifference(spread.sd * 0.0397, spread, aim)! > MOST_RUNS * 0.99);
  });

  it('are two where runs vary little', () => {
    const spread = runSpread([0.5, 0.50001], [0.6, 0.60001], 'student');
    assert.equal(runsForDifference(0.1, spread, aim), 2);
    assert.equal(runsForEquivalence(0.1, spread, aim), 2);
  });
});
