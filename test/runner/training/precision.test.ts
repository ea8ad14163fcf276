/** Mixed precision against float32, on the 16-bit types that TensorFlow's kernels for the processor know, too. */
import assert from 'node:assert/strict';
import { IGNORED } from '../../../runner/datasets/uncertain-labels';
import type { HalfType } from '../../../runner/engines/compile/half-precision';
import type { Engine } from '../../../runner/engines/engine';
import { EngineError } from '../../../runner/engines/engine-error';
import { openEngine } from '../../../runner/engines/open-engine';
import { createLearner } from '../../../runner/training/create-learner';
import { FIRST_LOSS_SCALE, nextLossScale } from '../../../runner/training/loss-scale';
import { requireEngine } from '../engines';
import { batchOf, bits, CLASSIFIER, SEGMENTER } from './learners';

const STEPS = 12;

describe('mixed precision', function () {
  this.timeout(300_000);
  let engine: Engine;
  before(async function () {
    requireEngine(this as unknown as Mocha.Context, 'tensorflow');
    engine = await openEngine('tensorflow');
  });

  for (const half of ['bfloat16', 'float16'] satisfies HalfType[]) {
    it(`in ${half} takes the losses of float32, within rounding, and keeps weights of 32 bits`, () => {
      for (const settings of [CLASSIFIER, SEGMENTER]) {
        const full = createLearner(engine, settings);
        const mixed = createLearner({ ...engine, half }, { ...settings, precision: 'mixed' });
        const losses = Array.from({ length: STEPS }, (_, step) =>
          [full, mixed].map((learner) => learner.train(batchOf(settings, 4, 1 + (step % 2)), 1e-3)),
        );
        for (const [step, [expected, actual]] of losses.entries()) {
          assert.ok(Math.abs(actual! - expected!) < 0.03 * expected!, `step ${step + 1}: ${actual} for ${expected}`);
        }
        assert.notDeepEqual(
          losses.map(([expected]) => expected),
          losses.map(([, actual]) => actual),
        );
        // Rounded to 16 bits, the lower half of every float32 would be empty (bfloat16), or its last 13 bits (float16).
        const { data } = mixed.weights().get(settings === CLASSIFIER ? 'conv1.weight' : 'encoder.conv1.weight')!;
        const words = new Uint32Array(Float32Array.from(data).buffer);
        assert.ok(words.filter((word) => (word & 0x1fff) !== 0).length > 0.9 * words.length);
        const evaluated = [full, mixed].map((learner) => learner.evaluate(batchOf(settings, 4)).loss);
        assert.ok(Math.abs(evaluated[0]! - evaluated[1]!) < 0.1 * evaluated[0]!, `${evaluated}`);
        for (const learner of [full, mixed]) learner.dispose();
      }
    });

    it(`in ${half} learns nothing from ignored labels, and of the others what float32 does`, () => {
      const settings = { ...CLASSIFIER, ignoring: true };
      const [full, mixed] = [
        createLearner(engine, settings),
        createLearner({ ...engine, half }, { ...settings, precision: 'mixed' }),
      ] as const;
      const head = () => ['fc.weight', 'fc.bias'].map((name) => halvesOf(mixed.weights().get(name)!.data));
      const before = head();
      for (let step = 1; step <= 4; step++) {
        const batch = batchOf(settings, 4, step);
        // Of the two classes, nobody knows the first.
        const targets = Float32Array.from(batch.targets, (target, index) => (index % 2 === 0 ? IGNORED : target));
        const [expected, actual] = [full, mixed].map((learner) => learner.train({ ...batch, targets }, 1e-3));
        assert.ok(Math.abs(actual! - expected!) < 0.03 * expected!, `step ${step}: ${actual} for ${expected}`);
      }
      for (const [index, [first, second]] of head().entries()) {
        assert.deepEqual(first, before[index]![0]);
        assert.ok(second!.every((value, place) => value !== before[index]![1]![place]));
      }
      for (const learner of [full, mixed]) learner.dispose();
    });

    it(`in ${half} goes on from its state as if it had never stopped`, () => {
      const learn = () => createLearner({ ...engine, half }, { ...CLASSIFIER, precision: 'mixed' });
      const [whole, first, second] = [learn(), learn(), learn()];
      for (let step = 1; step <= 4; step++) {
        whole.train(batchOf(CLASSIFIER, 4, step), 1e-3);
        if (step === 3) second.restore(first.state());
        (step < 3 ? first : second).train(batchOf(CLASSIFIER, 4, step), 1e-3);
      }
      assert.deepEqual(bits(second.state()), bits(whole.state()));
      for (const learner of [whole, first, second]) learner.dispose();
    });
  }

  it('leaves all weights and moments as they are where gradients overflow, and takes a smaller factor', () => {
    const learner = createLearner({ ...engine, half: 'float16' }, { ...CLASSIFIER, precision: 'mixed' });
    learner.train(batchOf(CLASSIFIER, 4), 1e-3);
    const state = new Map(learner.state());
    const factor = 2 ** 30;
    state.set('optimizer.loss-scale', { shape: [2], data: Int32Array.of(factor, 7) });
    learner.restore(state);
    const loss = learner.train(batchOf(CLASSIFIER, 4), 1e-3);
    assert.ok(Number.isFinite(loss));
    const after = learner.state();
    assert.deepEqual([...after.get('optimizer.loss-scale')!.data], [factor / 2, 0]);
    const [kept, before] = [bits(after), bits(state)];
    for (const name of ['fc.weight', 'optimizer.first.fc.weight', 'optimizer.second.conv1.weight', 'optimizer.step']) {
      assert.equal(kept[name], before[name], name);
    }
    learner.dispose();
  });

  it('halves the factor at once and doubles it after two thousand good steps', () => {
    const { factor } = FIRST_LOSS_SCALE;
    assert.deepEqual(nextLossScale({ factor, steps: 5 }, false), { factor: factor / 2, steps: 0 });
    assert.deepEqual(nextLossScale({ factor, steps: 5 }, true), { factor, steps: 6 });
    assert.deepEqual(nextLossScale({ factor, steps: 1999 }, true), { factor: 2 * factor, steps: 0 });
    assert.deepEqual(nextLossScale({ factor: 1, steps: 0 }, false), { factor: 1, steps: 0 });
  });

  it('is refused in a sentence by an engine that has none', () => {
    const wasm = { ...engine, name: 'wasm', half: null } as const;
    assert.throws(
      () => createLearner(wasm, { ...CLASSIFIER, precision: 'mixed' }),
      (error) => error instanceof EngineError && /precision: mixed needs the TensorFlow engine/.test(error.message),
    );
  });
});

/** What belongs to the first and to the second of two classes. */
function halvesOf(data: ArrayLike<number>): [number[], number[]] {
  const all = Array.from(data);
  return [all.slice(0, all.length / 2), all.slice(all.length / 2)];
}
