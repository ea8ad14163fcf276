import assert from 'node:assert/strict';
import { testDifference } from '../../statistics/difference';
import { differenceOfSummaries, printedSummary } from '../../statistics/summary';
import type { Alternative } from '../../statistics/tails';
import golden from './golden/summaries.json';

describe('t-tests from means and standard deviations', () => {
  it('agree with SciPy', () => {
    for (const { a, b, p } of golden.cases) {
      const [first, second] = [a, b].map(([mean, sd, n]) => printedSummary(mean!, sd!, n!, 1));
      for (const [name, expected] of Object.entries(p)) {
        const [test, side] = name.split(' ') as ['welch' | 'student', Alternative];
        const actual = testDifference(differenceOfSummaries(first!, second!, test), side).p;
        assert.ok(Math.abs(actual - expected) <= 1e-10 * Math.max(1, expected), `${name} of ${a} and ${b}`);
      }
    }
  });

  it('reads a standard deviation with n in its denominator as a larger spread', () => {
    const p = (ddof: 0 | 1) =>
      testDifference(
        differenceOfSummaries(printedSummary(87.1, 0.36, 10, ddof), printedSummary(87.4, 0.26, 10, ddof), 'student'),
        'two-sided',
      ).p;
    assert.ok(p(1) < 0.05 && p(0) > 0.05);
  });
});
