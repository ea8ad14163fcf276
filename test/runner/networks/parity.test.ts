/** Networks, losses and Adam against PyTorch (golden/make_networks.py), on every engine. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Batch } from '../../../runner/datasets/dataset';
import type { Engine, EngineName } from '../../../runner/engines/engine';
import { openEngine } from '../../../runner/engines/open-engine';
import { createLearner } from '../../../runner/training/create-learner';
import type { Learner } from '../../../runner/training/learner';
import type { NamedTensors } from '../../../runner/weights/named-tensors';
import type { NetworkSettings, TaskKind, TrainingSettings } from '../../../spec/spec';
import { ENGINES, requireEngine } from '../engines';
import { type Checksum, checksum, pattern, patternWeight, pixels } from './pattern';

interface GoldenCase {
  readonly name: string;
  readonly encoder: NetworkSettings['encoder'];
  /** Channels after the stem; 64 is the published network. */
  readonly width: number;
  readonly kind: TaskKind;
  readonly size: number;
  readonly batch: number;
  readonly classes: number;
  readonly loss: TrainingSettings['loss'];
  readonly learningRate: number;
  /** Of gradients and of a step, relative to their length. */
  readonly tolerance: number;
  readonly salt: number;
  readonly names: readonly string[];
  readonly evalProbabilities: readonly number[];
  readonly evalLoss: number;
  readonly firstMoments: Readonly<Record<string, Checksum>>;
  readonly afterOneStep: Readonly<Record<string, Checksum>>;
  readonly losses: readonly number[];
}

interface Golden {
  readonly cases: readonly GoldenCase[];
  readonly versions: { readonly torch: string };
}

const [classification, segmentation] = ['classification', 'segmentation'].map(
  (kind) => JSON.parse(readFileSync(path.join(__dirname, `golden/${kind}.json`), 'utf8')) as Golden,
) as [Golden, Golden];
const cases = [...classification.cases, ...segmentation.cases];

/** Networks of full width are none of WebAssembly's business: half a minute for twenty steps, and out of memory at 224 pixels. */
function fits(engine: EngineName, { width }: GoldenCase): boolean {
  return engine !== 'wasm' || width < 64;
}

/** Weights in the order of PyTorch's state_dict, which is the order the salts follow. */
function patternWeights(learner: Learner, { names, salt }: GoldenCase): NamedTensors {
  const own = learner.weights();
  assert.deepEqual(new Set(own.keys()), new Set(names));
  return new Map(
    names.map((name, index) => [
      name,
      { shape: own.get(name)!.shape, data: patternWeight(name, own.get(name)!.shape, salt + 1 + index) },
    ]),
  );
}

function assertClose(actual: Checksum, expected: Checksum, tolerance: number, what: string): void {
  const difference = Math.max(Math.abs(actual.l2 - expected.l2), Math.abs(actual.weighted - expected.weighted));
  assert.ok(
    difference <= tolerance * expected.l2 + 1e-6,
    `${what}: ${JSON.stringify(actual)} for ${JSON.stringify(expected)}`,
  );
}

for (const engineName of ENGINES) {
  describe(`networks on ${engineName} agree with PyTorch ${classification.versions.torch}`, function () {
    this.timeout(120_000);
    let engine: Engine;
    before(async function () {
      requireEngine(this as unknown as Mocha.Context, engineName);
      engine = await openEngine(engineName);
    });

    for (const expected of cases.filter((each) => fits(engineName, each))) {
      it(`${expected.name}: forward, gradients, one Adam step, and the losses of twenty`, () => {
        const { encoder, width, kind, size, batch, classes, loss, learningRate, tolerance } = expected;
        const learner = createLearner(engine, {
          kind,
          network: { encoder, width },
          loss,
          normalisation: 'imagenet',
          imageSize: size,
          batchSize: batch,
          classes,
          seed: 1,
        });
        learner.setWeights(patternWeights(learner, expected));
        const outputs = kind === 'classification' ? classes : size * size;
        const marks = pattern(batch * outputs, 2).map((v) => Number(v > 0));
        const data: Batch = {
          count: batch,
          images: pixels(batch * size * size * 3, 1),
          targets: kind === 'classification' ? Float32Array.from(marks) : Uint8Array.from(marks),
        };

        const evaluated = learner.evaluate(data);
        assert.ok(
          Math.abs(evaluated.loss - expected.evalLoss) < 1e-4,
          `loss ${evaluated.loss} for ${expected.evalLoss}`,
        );
        expected.evalProbabilities.forEach((probability, index) => {
          assert.ok(
            Math.abs(evaluated.probabilities[index]! - probability) < 1e-4,
            `output ${index}: ${evaluated.probabilities[index]} for ${probability}`,
          );
        });

        const losses = [learner.train(data, learningRate)];
        const state = learner.state();
        for (const [name, moment] of Object.entries(expected.firstMoments)) {
          assertClose(checksum(state.get(`optimizer.first.${name}`)!.data), moment, tolerance, `gradient of ${name}`);
        }
        for (const [name, value] of Object.entries(expected.afterOneStep))
          assertClose(checksum(state.get(name)!.data), value, tolerance, name);
        while (losses.length < expected.losses.length) losses.push(learner.train(data, learningRate));
        expected.losses.forEach((value, step) => {
          assert.ok(
            Math.abs(losses[step]! - value) <= 0.01 * Math.max(value, 0.05),
            `loss of step ${step + 1}: ${losses[step]} for ${value}`,
          );
        });
        learner.dispose();
      });
    }
  });
}
