import assert from 'node:assert/strict';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { dunnettCritical, dunnettUpperTail } from '../../statistics/dunnett';
import { compareWithBest, designsWithBest, intervalsWithBest } from '../../statistics/hsu';
import { student } from '../../statistics/student';
import { summaryOf } from '../../statistics/summary';
import { upperTail } from '../../statistics/t-distribution';
import { assertClose } from './golden';
import { HSU } from './hsu-golden';

describe("Dunnett's distribution", () => {
  it('agrees with an integration by other means, for equal and unequal sizes', () => {
    for (const { t, upper, ...design } of HSU.tails)
      assertClose(dunnettUpperTail(t, design), upper, `${t} ${JSON.stringify(design)}`);
    for (const { alpha, t, ...design } of HSU.criticals)
      assertClose(dunnettCritical(alpha, design), t, `${alpha} ${JSON.stringify(design)}`);
  });

  it("is Student's with a single comparison, also far out", () => {
    for (const t of [-3, 0, 1.2, 6, 30]) {
      const tail = dunnettUpperTail(t, { control: 3, others: [7], df: 12 });
      assertClose(tail, upperTail(t, 12), `${t}`);
      assert.ok(Math.abs(tail / upperTail(t, 12) - 1) < 1e-4, `${t}: ${tail}`);
    }
  });

  it('ends in 0 and 1, and has no answer without degrees of freedom', () => {
    const design = { control: 3, others: [3, 3], df: 6 };
    assert.equal(dunnettUpperTail(Number.POSITIVE_INFINITY, design), 0);
    assertClose(dunnettUpperTail(Number.NEGATIVE_INFINITY, design), 1, 'everything');
    assert.ok(Number.isNaN(dunnettUpperTail(1, { ...design, df: 0 })));
    assert.ok(Number.isNaN(dunnettUpperTail(Number.NaN, design)));
  });
});

describe("Hsu's comparison with the best", () => {
  it('agrees with an integration by other means in p-values and intervals', () => {
    for (const { samples, margin, alpha, p, equivalenceP, intervals } of HSU.comparisons) {
      const summaries = samples.map(summaryOf);
      const found = compareWithBest(summaries, margin);
      const foundIntervals = intervalsWithBest(summaries, 1 - alpha);
      for (const index of samples.keys()) {
        const what = `sample ${index} of ${JSON.stringify(samples)}`;
        assertClose(found[index]!.p, p[index]!, `p of ${what}`);
        assertClose(found[index]!.equivalenceP!, equivalenceP[index]!, `equivalence of ${what}`);
        assertClose(foundIntervals[index]!.low, intervals[index]![0], `low of ${what}`);
        assertClose(foundIntervals[index]!.high, intervals[index]![1], `high of ${what}`);
      }
    }
  });

  it("is Student's one-sided test for two samples, of any size", () => {
    for (const [a, b] of [
      [
        [0.81, 0.83, 0.82],
        [0.84, 0.85, 0.83, 0.86],
      ],
      [[0.5], [0.75, 0.625, 0.875]],
    ] as const) {
      const [first, second] = compareWithBest([summaryOf(a), summaryOf(b)], null);
      assertClose(first!.p, student(a, b, 'less').p, 'first');
      assertClose(second!.p, student(b, a, 'less').p, 'second');
      assert.equal(first!.equivalenceP, null);
    }
  });

  it('claims by p-values what it claims by intervals, at the edge too', () => {
    const samples = [
      [0.8, 0.82, 0.81],
      [0.83, 0.85, 0.82, 0.84],
      [0.79, 0.83],
    ].map(summaryOf);
    for (const { p } of compareWithBest(samples, null)) {
      const highs = [p + 1e-6, p - 1e-6].map((alpha) => intervalsWithBest(samples, 1 - alpha));
      const index = compareWithBest(samples, null).findIndex((one) => one.p === p);
      assert.equal(highs[0]![index]!.high, 0);
      assert.ok(highs[1]![index]!.high > 0);
    }
  });

  it('shows the best to be the best where every other is worse', () => {
    const intervals = intervalsWithBest(
      [
        [0.9, 0.91],
        [0.5, 0.51],
        [0.52, 0.53],
      ].map(summaryOf),
      0.95,
    );
    assert.equal(intervals[0]!.low, 0);
    assert.ok(intervals[0]!.high > 0.36 && intervals[1]!.low < -0.4);
    assert.deepEqual([intervals[1]!.high, intervals[2]!.high], [0, 0]);
  });

  it('decides by convention where nothing varies: another mean is worse, the same is not', () => {
    const samples = [
      [0.75, 0.75],
      [0.5, 0.5],
      [0.75, 0.75],
      [0.625, 0.625, 0.625],
    ].map(summaryOf);
    const found = compareWithBest(samples, 0.125);
    for (const [index, p] of [1, 0, 1, 0].entries()) assertClose(found[index]!.p, p, `p of ${index}`);
    // Exactly the margin is not within it.
    for (const [index, p] of [0, 1, 0, 1].entries())
      assertClose(found[index]!.equivalenceP!, p, `equivalence of ${index}`);
    assert.deepEqual(intervalsWithBest(samples, 0.95), [
      { low: 0, high: 0 },
      { low: -0.25, high: 0 },
      { low: 0, high: 0 },
      { low: -0.125, high: 0 },
    ]);
  });

  it('has no answer for single values alone, and refuses what is no number', () => {
    for (const { p } of compareWithBest([summaryOf([0.5]), summaryOf([0.75])], null)) assert.ok(Number.isNaN(p));
    assert.throws(() => compareWithBest([summaryOf([0.5, Number.NaN]), summaryOf([0.5, 0.6])], null), RangeError);
  });

  it('calls the best of equals worse in a share alpha of experiments, whatever the sizes', () => {
    const random = xoroshiro128plus(1984);
    const uniform = () => (random.next() >>> 0) / 2 ** 32;
    const normal = () => normalQuantile(uniform(), 0, 1);
    const draws = 2000;
    const rejected = Array.from({ length: draws }, () => {
      const samples = [5, 2, 3].map((n) => summaryOf(Array.from({ length: n }, normal)));
      return compareWithBest(samples, null)[0]!.p <= 0.05;
    }).filter(Boolean).length;
    // Three standard errors of a share of 0.05.
    assert.ok(Math.abs(rejected / draws - 0.05) < 3 * Math.sqrt((0.05 * 0.95) / draws), `${rejected} of ${draws}`);
  });

  it('tests each pair at a level that lies between one comparison and Bonferroni', () => {
    const samples = [
      [0.8, 0.82, 0.81],
      [0.83, 0.85, 0.84],
      [0.79, 0.83, 0.8],
    ].map(summaryOf);
    const { alpha, df, alternative } = designsWithBest(samples, 0.05)(0, 1);
    assert.ok(alpha < 0.05 && alpha > 0.025, `${alpha}`);
    assert.deepEqual([df, alternative], [6, 'one-sided']);
  });
});
