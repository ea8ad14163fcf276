import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import { chanceOfAgreement, friedman } from '../../statistics/friedman';
import { criticalDifference, nemenyi } from '../../statistics/nemenyi';
import { rangeCritical, rangeUpperTail } from '../../statistics/studentized-range';
import { assertClose, type GoldenNumber } from './golden';

interface Golden {
  readonly cases: readonly {
    readonly blocks: readonly (readonly number[])[];
    readonly meanRanks: readonly number[];
    readonly chiSquare: number;
    readonly p: number;
    readonly f: GoldenNumber;
    readonly fP: number;
    readonly nemenyi: readonly (readonly number[])[];
  }[];
  readonly tails: readonly { readonly q: number; readonly k: number; readonly upper: number }[];
  readonly criticals: readonly { readonly alpha: number; readonly k: number; readonly q: number }[];
  readonly agreement: readonly { readonly values: readonly number[]; readonly blocks: number; readonly p: number }[];
}

const GOLDEN: Golden = JSON.parse(readFileSync(new URL('golden/ranks.json', import.meta.url), 'utf8'));

describe("Friedman's test", () => {
  it('agrees with SciPy in ranks, chi-square and F, ties included', () => {
    for (const { blocks, meanRanks, chiSquare, p, f, fP } of GOLDEN.cases) {
      const found = friedman(blocks);
      for (const [index, rank] of meanRanks.entries()) assertClose(found.meanRanks[index]!, rank, `rank ${index}`);
      assertClose(found.chiSquare, chiSquare, 'chi-square');
      assertClose(found.p, p, `p of ${chiSquare}`);
      assertClose(found.f, f, 'F');
      assertClose(found.fP, fP, `p of F ${f}`);
    }
  });

  it('has no statistic where every block ties everything', () => {
    const { chiSquare, p, fP, meanRanks } = friedman([
      [0.5, 0.5, 0.5],
      [0.7, 0.7, 0.7],
    ]);
    assert.deepEqual([chiSquare, p, fP], [Number.NaN, Number.NaN, Number.NaN]);
    assert.deepEqual(meanRanks, [2, 2, 2]);
  });

  it('refuses a single block, ragged blocks and what is no number', () => {
    assert.throws(() => friedman([[1, 2, 3]]), RangeError);
    assert.throws(
      () =>
        friedman([
          [1, 2, 3],
          [1, 2],
        ]),
      RangeError,
    );
    assert.throws(
      () =>
        friedman([
          [1, 2],
          [1, Number.NaN],
        ]),
      RangeError,
    );
  });

  it('knows how often luck has all blocks agree', () => {
    for (const { values, blocks, p } of GOLDEN.agreement)
      assertClose(chanceOfAgreement(values, blocks), p, `${values}`);
  });
});

describe('the range of normal values', () => {
  it('agrees with an integration by SciPy', () => {
    for (const { q, k, upper } of GOLDEN.tails) assertClose(rangeUpperTail(q, k), upper, `${q} of ${k}`);
    for (const { alpha, k, q } of GOLDEN.criticals) assertClose(rangeCritical(alpha, k), q, `${alpha} of ${k}`);
  });

  it('of two is a two-sided normal difference, also far out', () => {
    for (const q of [0.1, 3, 7]) {
      const expected = 2 * normalCdf(-q / Math.SQRT2, 0, 1);
      assert.ok(Math.abs(rangeUpperTail(q, 2) / expected - 1) < 1e-10, `${q}`);
    }
  });

  it('reaches nothing for certain, and has no answer for what is no number', () => {
    assert.equal(rangeUpperTail(0, 5), 1);
    assert.ok(Number.isNaN(rangeUpperTail(Number.NaN, 5)));
  });
});

describe("Nemenyi's test", () => {
  it('agrees with scikit-posthocs, at more digits', () => {
    for (const { blocks, meanRanks, nemenyi: expected } of GOLDEN.cases) {
      const found = nemenyi(meanRanks, blocks.length);
      for (const [i, row] of expected.entries())
        for (const [j, p] of row.entries()) assertClose(found[i]![j]!, p, `${i} and ${j} of ${meanRanks}`);
    }
  });

  it("has the critical differences of Demsar's tables", () => {
    // Table 5 of the paper: q at alpha 0.05 is 2.569 for 4 and 3.164 for 10 classifiers.
    for (const [k, q] of [
      [2, 1.96],
      [3, 2.343],
      [4, 2.569],
      [10, 3.164],
    ] as const) {
      assert.ok(Math.abs(criticalDifference(k, 14, 0.05) - q * Math.sqrt((k * (k + 1)) / (6 * 14))) < 1e-3, `${k}`);
    }
  });
});
