import assert from 'node:assert/strict';
import { type MaskContent, SKETCH_SIDE } from '../../../../runner/datasets/check/look-at-content';
import { foregroundOf, maskWarnings } from '../../../../runner/datasets/check/mask-warnings';
import { runLengthWarnings } from '../../../../runner/datasets/check/run-length-warnings';
import type { Example } from '../../../../runner/datasets/dataset';
import { RandomStream } from '../../../../runner/random';

/** A mask of a rectangle, in pixels of the sketch. */
function rectangle(left: number, top: number, right: number, bottom: number): MaskContent {
  const sketch = Uint8Array.from({ length: SKETCH_SIDE ** 2 }, (_, i) => {
    const [x, y] = [i % SKETCH_SIDE, Math.floor(i / SKETCH_SIDE)];
    return Number(x >= left && x < right && y >= top && y < bottom);
  });
  return { sketch, share: sketch.reduce((sum, value) => sum + value, 0) / sketch.length };
}

describe('maskWarnings', () => {
  const codes = (masks: readonly MaskContent[], name = 'mine') => maskWarnings(masks, name).map(({ code }) => code);

  it('has nothing to say about masks that differ', () => {
    assert.deepEqual(codes(Array.from({ length: 8 }, (_, i) => rectangle(i, 2, i + 9, 20))), []);
    assert.deepEqual(codes([]), []);
  });

  it('tells masks that are alike, all empty, or nearly full', () => {
    assert.deepEqual(codes(Array.from({ length: 8 }, (_, i) => rectangle(2, 2, 30, 29 + (i % 2)))), ['same-masks']);
    assert.deepEqual(codes([rectangle(0, 0, 0, 0), rectangle(0, 0, 0, 0)]), ['foreground']);
    assert.deepEqual(codes([rectangle(0, 0, 32, 31), rectangle(0, 0, 31, 32)]), ['foreground']);
  });

  it('gives the least, median and greatest share, and counts empty masks', () => {
    const masks = [rectangle(0, 0, 32, 16), rectangle(0, 0, 0, 0), rectangle(0, 0, 8, 32)];
    assert.deepEqual(foregroundOf(masks), { masks: 3, least: 0, median: 0.25, greatest: 0.5, empty: 1 });
  });
});

describe('runLengthWarnings', () => {
  const [width, height] = [100, 100];

  /** Runs of a rectangle down the columns; or along the rows, read as columns. */
  function runsOf(left: number, top: number, right: number, bottom: number, across: number): number[] {
    const runs: number[] = [];
    let end = 0;
    for (let column = left; column < right; column++) {
      runs.push(column * across + top - end, bottom - top);
      end = column * across + bottom;
    }
    return runs;
  }

  function examples(count: number, transposed: boolean): Example[] {
    return Array.from({ length: count }, (_, index): Example => {
      const random = new RandomStream(1, 'masks', index);
      const [x, y] = [(index % 2) * 60 + random.integer(10), 5 + random.integer(10)];
      const runs = transposed ? runsOf(y, x, y + 20, x + 25, height) : runsOf(x, y, x + 25, y + 20, height);
      return { id: String(index), image: '', labels: [], group: '', mask: { kind: 'runs', runs: [runs], place: '' } };
    });
  }

  const sizes = new Map(Array.from({ length: 50 }, (_, i) => [String(i), { width, height }] as const));

  it('finds nothing where masks lie on both sides, high up', () => {
    assert.deepEqual(runLengthWarnings(examples(50, false), sizes), []);
  });

  it('tells masks that lie on one side, as those along the rows do', () => {
    const [warning] = runLengthWarnings(examples(50, true), sizes);
    assert.match(warning!.message, /^The masks of 50 images lie at 19 % of the width and 4\d % of the height/);
  });

  it('passes over masks that reach beyond their image', () => {
    const small = new Map([...sizes.keys()].map((id) => [id, { width: 50, height: 50 }] as const));
    assert.deepEqual(runLengthWarnings(examples(50, false), small), []);
  });

  it('says nothing of a few masks', () => {
    assert.deepEqual(runLengthWarnings(examples(10, true), sizes), []);
  });
});
