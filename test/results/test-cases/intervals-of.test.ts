import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { clustersOf } from '../../../results/test-cases/clusters-of';
import { intervalsOf, type Quantity } from '../../../results/test-cases/intervals-of';
import { type ScoredRun, scoredRun } from '../../../results/test-cases/scored-run';
import type { Interval } from '../../../statistics/difference-interval';
import { assertClose } from '../../statistics/golden';
import { testCases } from './test-cases';

interface Golden {
  readonly examples: readonly {
    readonly name: string;
    readonly metric: string;
    readonly cases: number;
    /** Two of a, two of b: scores [cases, classes], or overlaps [cases, 3]. */
    readonly runs: readonly (readonly number[])[];
    /** Of each run. */
    readonly scores: readonly number[];
    readonly truths: readonly number[] | null;
    readonly groups: readonly string[] | null;
    readonly quantities: Readonly<
      Record<string, { readonly value: number; readonly bootstrap: number[]; readonly delong?: number[] }>
    >;
  }[];
}

/** Written by golden/make_test_cases.py with scikit-learn and NumPy. */
const GOLDEN: Golden = JSON.parse(readFileSync(new URL('golden/test-cases.json', import.meta.url), 'utf8'));

/** Every draw of `units` from as many, one after the other. */
function everyDraw(units: number): (bound: number) => number {
  let calls = 0;
  return (bound) => {
    const [draw, place] = [Math.floor(calls / units), calls % units];
    calls++;
    return Math.floor(draw / bound ** place) % bound;
  };
}

/** The same part of both runs of an initialization. */
function both([one, other]: readonly [ScoredRun, ScoredRun], weight = 0.5): [ScoredRun, number][] {
  return [
    [one, weight],
    [other, weight],
  ];
}

describe('intervals over test cases', () => {
  for (const { name, metric, cases, runs, scores, truths, groups, quantities } of GOLDEN.examples) {
    it(`are those of every draw there can be, and DeLong's: ${metric}, ${name}`, () => {
      const classes = Array.from({ length: (truths?.length ?? 0) / cases }, (_, index) => `class ${index + 1}`);
      const [a1, a2, b1, b2] = runs.map((values, index) => {
        const found = testCases(cases, values, truths, groups, classes);
        const run = { initialization: index < 2 ? 'a' : 'b', run: 1 + (index % 2), classes, cases: found };
        return scoredRun(run, metric, scores[index]!)!;
      }) as [ScoredRun, ScoredRun, ScoredRun, ScoredRun];
      const wanted: Record<string, Quantity> = {
        a1: { part: 0, weights: new Map([[a1, 1]]), isDifference: false },
        a: { part: 0, weights: new Map(both([a1, a2])), isDifference: false },
        b: { part: 0, weights: new Map(both([b1, b2])), isDifference: false },
        'b-a': { part: 0, weights: new Map([...both([b1, b2]), ...both([a1, a2], -0.5)]), isDifference: true },
      };
      if (classes.length > 1)
        for (const part of classes.keys())
          wanted[`b class ${part + 1}`] = { part: part + 1, weights: new Map(both([b1, b2])), isDifference: false };
      assert.deepEqual(Object.keys(wanted).sort(), Object.keys(quantities).sort());
      const units = groups === null ? cases : new Set(groups).size;
      const found = intervalsOf(Object.values(wanted), [a1, a2, b1, b2], {
        cases,
        clusters: clustersOf(groups),
        level: 0.95,
        draws: units ** units,
        integer: everyDraw(units),
      });
      for (const [key, quantity] of Object.entries(wanted)) {
        const { value, bootstrap, delong } = found.get(quantity)!;
        const expected = quantities[key]!;
        assertClose(value!, expected.value, key);
        assertInterval(bootstrap, expected.bootstrap, `${key}, bootstrap`);
        if (expected.delong === undefined) assert.equal(delong, null);
        else assertInterval(delong, expected.delong, `${key}, DeLong`);
      }
    });
  }
});

function assertInterval(found: Interval | null, [low, high]: readonly number[], what: string): void {
  assertClose(found!.low, low!, what);
  assertClose(found!.high, high!, what);
}
