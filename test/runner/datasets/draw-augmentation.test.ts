import assert from 'node:assert/strict';
import type { Augmentation, Change } from '../../../runner/datasets/augment';
import { drawAugmentation } from '../../../runner/datasets/draw-augmentation';
import type { TrainingSettings } from '../../../spec/spec';

function drawn(kind: TrainingSettings['augmentation'], count: number, side: number): Augmentation[] {
  return Array.from({ length: count }, (_, index) => drawAugmentation(kind, side, 1, 1, index));
}

/** The changes of one kind among all of them. */
function only<Kind extends Change['kind']>(
  kind: Kind,
  all: readonly Augmentation[],
): Extract<Change, { kind: Kind }>[] {
  return all.flat().filter((change): change is Extract<Change, { kind: Kind }> => change.kind === kind);
}

function assertSpans(values: readonly number[], low: number, high: number): void {
  const [least, most, slack] = [Math.min(...values), Math.max(...values), (high - low) / 20];
  assert.ok(least >= low && least < low + slack, `least ${least} for ${low}`);
  assert.ok(most <= high && most > high - slack, `most ${most} for ${high}`);
}

function assertShare(part: number, all: number, share: number): void {
  assert.ok(Math.abs(part / all - share) < 0.04, `${part} of ${all} for a share of ${share}`);
}

describe('drawAugmentation', () => {
  it('depends on seed, epoch and index alone', () => {
    for (const kind of ['crop-flip-rotate', 'intensity-distortion-crop'] as const) {
      const draw = (seed: number, epoch: number) =>
        Array.from({ length: 20 }, (_, index) => drawAugmentation(kind, 64, seed, epoch, index));
      assert.deepEqual(draw(1, 2), draw(1, 2));
      assert.notDeepEqual(draw(2, 2), draw(1, 2));
      assert.notDeepEqual(draw(1, 3), draw(1, 2));
      assert.notDeepEqual(draw(1, 2)[0], draw(1, 2)[1]);
    }
  });

  it('draws areas, aspects, flips and angles over their whole ranges', () => {
    const all = drawn('crop-flip-rotate', 2000, 256);
    const crops = only('crop', all);
    assert.equal(crops.length, 2000);
    for (const crop of crops) assert.ok(crop.top + crop.height <= 256 && crop.left + crop.width <= 256);
    assertSpans(
      crops.map(({ height, width }) => (height * width) / 256 ** 2),
      0.079,
      1.001,
    );
    assertSpans(
      crops.map(({ height, width }) => width / height),
      0.74,
      1.35,
    );
    assertShare(only('flip', all).length, 2000, 0.5);
    assertSpans(
      only('rotate', all).map(({ angle }) => angle),
      -7,
      7,
    );
  });

  it('does not change or only flips where that is asked for', () => {
    assert.ok(drawn('none', 50, 256).every((changes) => changes.length === 0));
    const flips = drawn('flip', 2000, 256);
    assertShare(flips.filter((changes) => changes.length === 1 && changes[0]!.kind === 'flip').length, 2000, 0.5);
    assert.ok(flips.every((changes) => changes.length <= 1));
  });

  it('changes intensities, distorts and crops as often, and as much, as the segmentation tasks of the paper ask for', () => {
    const all = drawn('intensity-distortion-crop', 2000, 32);
    assertShare(only('levels', all).length, 2000, 0.3);
    assertShare(only('warp', all).length, 2000, 0.3);
    assertShare(only('crop', all).length, 2000, 0.25);
    const crops = only('crop', all);
    assert.ok(crops.every(({ height, width }) => height === width));
    assertSpans(
      crops.map(({ height }) => height / 32),
      156 / 224 - 0.02,
      1,
    );
    for (const { top, left, height } of crops) assert.ok(top + height <= 32 && left + height <= 32);
  });

  it('draws within the limits that a spec sets', () => {
    const crops = drawn(
      { kind: 'crop-flip-rotate', smallestArea: 0.5, largestArea: 0.6, aspect: 1, flipProbability: 0.1, rotation: 30 },
      2000,
      256,
    );
    assertSpans(
      only('crop', crops).map(({ height, width }) => (height * width) / 256 ** 2),
      0.495,
      0.6025,
    );
    assert.ok(only('crop', crops).every(({ height, width }) => height === width));
    assertShare(only('flip', crops).length, 2000, 0.1);
    assertSpans(
      only('rotate', crops).map(({ angle }) => angle),
      -30,
      30,
    );
    const still = {
      intensityProbability: 1,
      brightness: 0,
      contrast: 0,
      smallestGamma: 1,
      largestGamma: 1,
      distortionProbability: 1,
      elasticShift: 0,
      grid: 0,
      optical: 0,
      cropProbability: 1,
      smallestCrop: 1,
    };
    const all = drawn({ kind: 'intensity-distortion-crop', ...still }, 50, 32);
    assert.ok(only('levels', all).every(({ levels }) => levels.every((level, value) => Math.abs(level - value) <= 1)));
    const isNear = (from: number, to: number) => Math.abs(from - to) < 1.5;
    for (const { map } of only('warp', all)) {
      assert.ok(map.x.every((from, pixel) => isNear(from, pixel % 32)));
      assert.ok(map.y.every((from, pixel) => isNear(from, Math.floor(pixel / 32))));
    }
    assert.ok(only('crop', all).every(({ height, top, left }) => height === 32 && top === 0 && left === 0));
    assert.deepEqual(
      [only('levels', all), only('warp', all), only('crop', all)].map(({ length }) => length),
      [50, 50, 50],
    );
    assert.equal(drawn({ kind: 'flip', flipProbability: 1 }, 50, 32).flat().length, 50);
  });

  it('shifts pixels by the same share of the side at every size', () => {
    const shift = (side: number) => {
      const maps = only('warp', drawn('intensity-distortion-crop', 300, side)).map(({ map }) => map);
      const squares = maps.flatMap(({ x }) => [...x].map((from, pixel) => ((from - (pixel % side)) / side) ** 2));
      return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
    };
    const [small, large] = [shift(32), shift(96)];
    assert.ok(Math.abs(small / large - 1) < 0.1, `${small} and ${large}`);
  });
});
