import assert from 'node:assert/strict';
import { bootstrapIntervals, repeatedAuc } from '../../statistics/bootstrap';
import { aucEstimate, compareAucs, placements } from '../../statistics/delong';
import { assertClose } from './golden';
import golden from './golden/delong.json';

/** A generator of Lehmer's, small and good enough to draw cases for a test. */
function generator(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state * 48271) % 2147483647;
    return state % bound;
  };
}

describe("DeLong's estimates", () => {
  it('agree with their definition, pair by pair, ties included', () => {
    for (const { a, b, labels, ...expected } of golden.cases) {
      const [first, second] = [a, b].map((scores) => placements(scores, labels)!);
      for (const [index, one] of [first!, second!].entries()) {
        const { auc, standardError } = aucEstimate(one, 0.95);
        assertClose(auc, expected.auc[index]!, 'auc');
        assertClose(standardError, expected.standardErrors[index]!, 'standard error');
      }
      const compared = compareAucs(first!, second!, 0.95);
      for (const key of ['difference', 'standardError', 'low', 'high', 'p'] as const)
        assertClose(compared[key], expected[key], key);
    }
  });

  it('find nothing where both scored alike, and nothing to estimate without both labels', () => {
    const one = placements([0.1, 0.4, 0.35, 0.8], [0, 1, 0, 1])!;
    assert.equal(compareAucs(one, one, 0.95).p, 1);
    assert.equal(placements([0.1, 0.4], [1, 1]), null);
  });

  it('keep intervals within [0, 1], and have none from a single positive', () => {
    const { low, high } = aucEstimate(placements([0.1, 0.4, 0.35, 0.8, 0.9], [0, 1, 0, 1, 0])!, 0.95);
    assert.ok(low >= 0 && high <= 1);
    assert.ok(Number.isNaN(aucEstimate(placements([0.1, 0.4, 0.35], [0, 1, 0])!, 0.95).standardError));
  });
});

describe('the bootstrap', () => {
  it('counts repeated cases as often as they were drawn', () => {
    for (const { a, labels, times, repeatedAuc: expected } of golden.cases)
      assertClose(repeatedAuc(a, labels)(Uint16Array.from(times))!, expected, 'auc');
  });

  it("comes close to DeLong's interval on many cases, and is the same for the same draws", () => {
    const { a, labels } = golden.cases.at(-1)!;
    const options = { cases: a.length, draws: 2000, level: 0.95 };
    const auc = repeatedAuc(a, labels);
    const draw = () => bootstrapIntervals((times) => [auc(times)], { ...options, integer: generator(5) })[0]!;
    const exact = aucEstimate(placements(a, labels)!, 0.95);
    assert.deepEqual(draw(), draw());
    assert.ok(Math.abs(draw().low - exact.low) < 0.03 && Math.abs(draw().high - exact.high) < 0.03);
  });

  it('leaves draws out in which the statistic is not defined, and gives up where those are most', () => {
    const options = { cases: 2, draws: 100, level: 0.95, integer: generator(1) };
    assert.deepEqual(
      bootstrapIntervals((times) => [null, times[0]! > 0 ? 0.5 : null], options),
      [null, { low: 0.5, high: 0.5 }],
    );
  });
});
