import assert from 'node:assert/strict';
import { benjaminiHochberg } from '../../statistics/benjamini-hochberg';
import { equivalence } from '../../statistics/equivalence';
import { DEALS, permutation } from '../../statistics/permutation';
import { type RunTest, testRuns } from '../../statistics/run-test';
import { runsThatReach, smallestCorrectedP, smallestP } from '../../statistics/smallest-p';
import { type Alternative, pFromTails } from '../../statistics/tails';
import { assertClose, type BySide, GOLDEN } from './golden';

const SIDES: readonly Alternative[] = ['two-sided', 'less', 'greater'];

function assertAgrees(a: readonly number[], b: readonly number[], test: RunTest, expected: BySide): void {
  const tails = testRuns(a, b, test);
  for (const side of SIDES) assertClose(pFromTails(tails, side), expected[side], `${test}, ${side}: ${a} and ${b}`);
}

describe('Tests over runs', () => {
  it('count arrangements as SciPy does, with and without ties', () => {
    for (const golden of GOLDEN.counted) {
      for (const test of ['mann-whitney', 'permutation'] as const) assertAgrees(golden.a, golden.b, test, golden[test]);
    }
  });

  it('of pairs agree with SciPy, zeros and ties included', () => {
    for (const golden of GOLDEN.paired) {
      for (const test of ['paired-t', 'wilcoxon'] as const) assertAgrees(golden.a, golden.b, test, golden[test]);
    }
  });

  it('of many runs use the normal distribution as SciPy does', () => {
    for (const golden of GOLDEN.large) {
      for (const test of ['mann-whitney', 'wilcoxon'] as const) assertAgrees(golden.a, golden.b, test, golden[test]);
    }
  });

  it("show equivalence of pairs as statsmodels' ttost_paired", () => {
    for (const { a, b, equivalence: expected } of GOLDEN.paired) {
      const actual = equivalence(a, b, 'paired-t', expected.margin);
      for (const key of ['p', 'lower', 'upper'] as const) assertClose(actual[key], expected[key], `${key}: ${a}, ${b}`);
    }
  });

  it('draw deals beyond thirty values, near the exact p, the same ones every time', () => {
    const sample = (size: number, from: number) =>
      Array.from({ length: size }, (_, run) => from + ((run * 7) % 16) / 100);
    const [a, b] = [sample(16, 0.7), sample(16, 0.73)];
    const drawn = permutation(a, b);
    assert.deepEqual(drawn, permutation(a, b));
    const exact = permutation(a.slice(1), b.slice(1));
    assert.ok(drawn.lower > 0 && drawn.lower < 0.1 && exact.lower < 0.1);
    assert.equal(
      permutation(
        a,
        b.map((value) => value + 9),
      ).lower,
      1 / (DEALS + 1),
    );
  });

  it('refuse pairs of unequal number, and have no answer for nothing', () => {
    assert.throws(() => testRuns([0.5, 0.6], [0.5], 'wilcoxon'), /samples of one length/);
    for (const test of ['mann-whitney', 'permutation', 'wilcoxon'] as const) {
      assert.ok(Number.isNaN(testRuns([], [], test).lower), test);
    }
  });
});

describe('The smallest p', () => {
  it('is what the most telling runs give', () => {
    for (const runs of [2, 3, 5, 10]) {
      const a = Array.from({ length: runs }, (_, run) => 0.5 + run / 1000);
      const b = a.map((value, run) => value + 0.2 + run / 10_000);
      for (const test of ['mann-whitney', 'wilcoxon', 'permutation'] as const) {
        for (const side of ['two-sided', 'less'] as const) {
          assertClose(pFromTails(testRuns(a, b, test), side), smallestP(test, runs, side), `${test}, ${runs}, ${side}`);
        }
      }
    }
  });

  it('says how many runs reach alpha', () => {
    assert.equal(runsThatReach(0.05, 'wilcoxon', 'two-sided', 'none', 1), 6);
    assert.equal(runsThatReach(0.05, 'mann-whitney', 'two-sided', 'none', 1), 4);
    assert.equal(runsThatReach(0.05, 'mann-whitney', 'two-sided', 'holm', 20), 6);
    assert.equal(smallestCorrectedP(0.02, 'benjamini-hochberg', 10), 0.02);
    assert.equal(runsThatReach(1e-6, 'permutation', 'two-sided', 'none', 1), 12);
  });
});

describe("Benjamini and Hochberg's correction", () => {
  it("agrees with statsmodels' multipletests", () => {
    for (const { p, adjusted } of GOLDEN.benjaminiHochberg) {
      for (const [index, value] of benjaminiHochberg(p).entries())
        assertClose(value, adjusted[index]!, `${p} at ${index}`);
    }
  });

  it('leaves an empty family and a single p-value as they are, and refuses what is no probability', () => {
    assert.deepEqual(benjaminiHochberg([]), []);
    assert.deepEqual(benjaminiHochberg([0.03]), [0.03]);
    assert.throws(() => benjaminiHochberg([0.5, 1.1]), /lies in \[0, 1\]/);
  });
});
