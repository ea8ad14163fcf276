import assert from 'node:assert/strict';
import { IGNORED, UNCERTAIN } from '../../../runner/datasets/uncertain-labels';
import { labelTargets } from '../../../runner/feeding/label-targets';

const LABELS = [0, UNCERTAIN, 1, UNCERTAIN];

describe('targets of uncertain labels', () => {
  it('are what the policy says, in training and evaluation alike', () => {
    for (const [policy, target] of [
      ['u-ones', 1],
      ['u-zeros', 0],
      ['u-ignore', IGNORED],
    ] as const) {
      for (const key of [{ seed: 1, epoch: 1 }, null])
        assert.deepEqual(labelTargets(LABELS, policy, 0, key), [0, target, 1, target]);
    }
  });

  for (const [policy, low, high] of [
    ['lsr-ones', 0.55, 0.85],
    ['lsr-zeros', 0, 0.3],
  ] as const) {
    it(`are drawn between ${low} and ${high} by ${policy}, anew for each label, image, epoch and seed, and the same when asked again`, () => {
      const drawn = [0, 1].flatMap((example) =>
        [1, 2].flatMap((epoch) =>
          [1, 2].flatMap((seed) => {
            const targets = labelTargets(LABELS, policy, example, { seed, epoch });
            assert.deepEqual([targets[0], targets[2]], [0, 1]);
            assert.deepEqual(targets, labelTargets(LABELS, policy, example, { seed, epoch }));
            return [targets[1]!, targets[3]!];
          }),
        ),
      );
      assert.equal(new Set(drawn).size, 16);
      const many = Array.from(
        { length: 2000 },
        (_, example) => labelTargets([UNCERTAIN], policy, example, { seed: 1, epoch: 1 })[0]!,
      );
      assert.ok(many.every((target) => target >= low && target < high));
      // Standard error of the mean of 2,000: 0.3 / sqrt(12 * 2000) = 0.002.
      const mean = many.reduce((sum, target) => sum + target, 0) / many.length;
      assert.ok(Math.abs(mean - (low + high) / 2) < 0.008, `${mean}`);
    });

    it(`are the mean of ${policy}’s draws in evaluation`, () => {
      const mean = labelTargets(LABELS, policy, 3, null)[1]!;
      assert.ok(Math.abs(mean - (low + high) / 2) < 1e-12);
    });
  }

  it('leave certain labels alone', () => {
    assert.deepEqual(labelTargets([0, 1], 'lsr-ones', 0, { seed: 1, epoch: 1 }), [0, 1]);
    assert.deepEqual(labelTargets([0, 1], undefined, 0, null), [0, 1]);
  });
});
