import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { auc, macroAuc } from '../../../runner/evaluation/auc';
import { dice, overlaps } from '../../../runner/evaluation/dice';

interface Golden {
  readonly binary: readonly { readonly scores: number[]; readonly labels: number[]; readonly auc: number }[];
  readonly macro: {
    readonly scores: number[];
    readonly labels: number[];
    readonly classes: number;
    readonly mean: number;
    readonly perClass: number[];
  };
  /** Some labels uncertain, two of the four classes tested. */
  readonly chexpert: {
    readonly scores: number[];
    readonly labels: number[];
    readonly tested: number[];
    readonly mean: number;
    readonly perClass: number[];
  };
  readonly dice: {
    readonly probabilities: number[];
    readonly truths: number[];
    readonly pixels: number;
    readonly perImage: number[];
    readonly mean: number;
    readonly pooled: number;
  };
}

/** Written by golden/make_metrics.py with scikit-learn and NumPy. */
const GOLDEN = JSON.parse(readFileSync(join(import.meta.dirname, 'golden', 'metrics.json'), 'utf8')) as Golden;

function assertClose(actual: number | null, expected: number): void {
  assert.ok(actual !== null && Math.abs(actual - expected) < 1e-10, `${actual} is not ${expected}`);
}

describe('auc', () => {
  for (const { scores, labels, auc: expected } of GOLDEN.binary) {
    const ties = scores.length - new Set(scores).size;
    it(`equals scikit-learn’s on ${scores.length} scores with ${ties} ties`, () =>
      assertClose(auc(scores, labels), expected));
  }

  it('is unknown without both labels', () => {
    assert.equal(auc([0.1, 0.9], [1, 1]), null);
    assert.equal(auc([0.1, 0.9], [0, 0]), null);
    assert.equal(auc([], []), null);
  });

  it('refuses scores that are no numbers', () => {
    assert.throws(() => auc([0.1, Number.NaN], [0, 1]), RangeError);
  });

  it('averages over classes as scikit-learn’s macro average', () => {
    const { scores, labels, classes, mean, perClass } = GOLDEN.macro;
    const found = macroAuc(scores, labels, classes);
    assertClose(found.mean, mean);
    for (const [output, value] of perClass.entries()) assertClose(found.perClass[output]!, value);
  });

  it('passes over uncertain labels, and averages over the tested classes alone', () => {
    const { scores, labels, tested, mean, perClass } = GOLDEN.chexpert;
    const found = macroAuc(scores, labels, 4, tested);
    assertClose(found.mean, mean);
    for (const [output, value] of perClass.entries()) assertClose(found.perClass[output]!, value);
    assert.notEqual(found.mean, macroAuc(scores, labels, 4).mean);
  });

  it('leaves classes without both labels out of the average', () => {
    const found = macroAuc([0.1, 0.5, 0.9, 0.5], [0, 1, 1, 1], 2);
    assert.deepEqual(found, { mean: 1, perClass: [1, null] });
    assert.equal(macroAuc([0.5, 0.5], [1, 1], 1).mean, null);
  });
});

describe('dice', () => {
  it('equals NumPy’s, per image and pooled', () => {
    const { probabilities, truths, pixels, perImage, mean, pooled } = GOLDEN.dice;
    const found = dice(overlaps(probabilities, truths, pixels));
    assertClose(found.mean, mean);
    assertClose(found.pooled, pooled);
    for (const [image, value] of perImage.entries()) assertClose(found.perImage[image]!, value);
  });

  it('is 1 where both masks are empty and 0 where one is', () => {
    assert.deepEqual(dice(overlaps([0, 0, 1, 0], [0, 0, 0, 0], 2)).perImage, [1, 0]);
  });
});
