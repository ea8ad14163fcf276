import type { Scalar, Tensor, Tensor4D, Variable } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import type { Batch } from '../datasets/dataset';
import type { HalfType } from '../engines/compile/half-precision';
import { Program } from '../engines/compile/program';
import type { Engine } from '../engines/engine';
import { EngineError } from '../engines/engine-error';
import { drawParameter, type Network, type Parameter, type Pass } from '../networks/network';
import { engineShape, toEngine, toPytorch } from '../networks/pytorch-layout';
import { resnetClassifier } from '../networks/resnet';
import { unet } from '../networks/unet';
import { RandomStream } from '../random';
import type { NamedTensor, NamedTensors } from '../weights/named-tensors';
import { type AdamScalars, adamScalars, applyAdam, type Slots } from './adam';
import type { CreateLearner, Learner, LearnerSettings } from './learner';
import { lossTensor, lossValue, sigmoid } from './loss';
import { FIRST_LOSS_SCALE, nextLossScale, unscale } from './loss-scale';
import { normalise } from './normalise';

/** A learner on an engine: steps run compiled where the engine can, eagerly elsewhere. */
export const createLearner: CreateLearner = (engine, settings) => new NetworkLearner(engine, settings);

const STEP_COUNT = 'optimizer.step';
const LOSS_SCALE = 'optimizer.loss-scale';

class NetworkLearner implements Learner {
  readonly #engine: Engine;
  readonly #settings: LearnerSettings;
  readonly #network: Network;
  /** By PyTorch name, in the engine's layout. */
  readonly #values = new Map<string, Variable>();
  readonly #slots = new Map<string, Slots>();
  /** The compiled steps; null where steps run eagerly, and before the first one. */
  #program: Program | null = null;
  #steps = 0;
  /** null: float32 throughout. */
  readonly #half: HalfType | null;
  #lossScale = FIRST_LOSS_SCALE;

  constructor(engine: Engine, settings: LearnerSettings) {
    this.#engine = engine;
    this.#settings = settings;
    this.#half = halfOf(engine, settings);
    this.#network =
      settings.kind === 'classification'
        ? resnetClassifier(settings.network, settings.classes)
        : unet(settings.network);
    for (const parameter of this.#network.parameters) {
      this.#values.set(parameter.name, zeroVariable(parameter, parameter.trainable));
      if (parameter.trainable) {
        this.#slots.set(parameter.name, { first: zeroVariable(parameter), second: zeroVariable(parameter) });
      }
    }
    this.reset(settings.seed);
  }

  reset(seed: number): void {
    this.#program?.release();
    for (const parameter of this.#network.parameters) {
      // Keyed by name: the same encoder gets the same random weights under any head.
      const data = drawParameter(parameter, new RandomStream(seed, 'weights', parameter.name));
      this.#set(parameter, { shape: parameter.shape, data });
    }
    for (const { first, second } of this.#slots.values()) {
      for (const slot of [first, second]) {
        const zeros = tf.zeros(slot.shape);
        slot.assign(zeros);
        zeros.dispose();
      }
    }
    this.#steps = 0;
    this.#lossScale = FIRST_LOSS_SCALE;
  }

  train(batch: Batch, learningRate: number): number {
    const step = this.#trainStep(batch, adamScalars(this.#steps + 1, learningRate));
    const { loss, finite } = this.#run(step, (results) => ({
      loss: results.loss!.dataSync()[0]!,
      finite: results.finite?.dataSync()[0] !== 0,
    }));
    if (this.#isScaled) this.#lossScale = nextLossScale(this.#lossScale, finite);
    if (finite) this.#steps++;
    return loss;
  }

  evaluate(batch: Batch): { loss: number; probabilities: Float32Array } {
    const rows = this.#evaluationRows().find((rows) => rows >= batch.count) ?? batch.count;
    const logits = this.#run(this.#evaluateStep(this.#filledUp(batch, rows)), (results) =>
      (results.logits!.dataSync() as Float32Array).subarray(0, batch.targets.length),
    );
    return { loss: lossValue(this.#settings.loss, logits, batch.targets), probabilities: logits.map(sigmoid) };
  }

  loadEncoder(weights: NamedTensors): ReturnType<Learner['loadEncoder']> {
    this.#program?.release();
    const prefix = this.#network.encoderPrefix;
    const wanted = this.#encoderParameters();
    const names = new Set(wanted.map(({ name }) => name.slice(prefix.length)));
    const [missing, mismatched]: [string[], string[]] = [[], []];
    let [loaded, total] = [0, 0];
    for (const parameter of wanted) {
      const name = parameter.name.slice(prefix.length);
      const size = tf.util.sizeFromShape([...parameter.shape]);
      const found = weights.get(name);
      total += size;
      if (!found) missing.push(name);
      else if (found.shape.join() !== parameter.shape.join())
        mismatched.push(`${name} [${found.shape}] for [${parameter.shape}]`);
      else {
        this.#set(parameter, found);
        loaded += size;
      }
    }
    const dropped = [...weights.keys()].filter((name) => !names.has(name));
    return { loaded, total, dropped, missing, mismatched };
  }

  weights(): NamedTensors {
    this.#program?.settle();
    return new Map(
      this.#network.parameters.map((parameter) => [parameter.name, read(parameter, this.#values.get(parameter.name)!)]),
    );
  }

  encoderWeights(): NamedTensors {
    const all = this.weights();
    const prefix = this.#network.encoderPrefix;
    return new Map(this.#encoderParameters().map(({ name }) => [name.slice(prefix.length), all.get(name)!]));
  }

  setWeights(weights: NamedTensors): void {
    this.#program?.release();
    for (const parameter of this.#network.parameters) this.#set(parameter, named(weights, parameter.name));
  }

  state(): NamedTensors {
    const state = new Map(this.weights());
    for (const parameter of this.#network.parameters) {
      const slots = this.#slots.get(parameter.name);
      if (!slots) continue;
      state.set(`optimizer.first.${parameter.name}`, read(parameter, slots.first));
      state.set(`optimizer.second.${parameter.name}`, read(parameter, slots.second));
    }
    if (this.#isScaled) {
      const { factor, steps } = this.#lossScale;
      state.set(LOSS_SCALE, { shape: [2], data: Int32Array.of(factor, steps) });
    }
    return state.set(STEP_COUNT, { shape: [1], data: Int32Array.of(this.#steps) });
  }

  restore(state: NamedTensors): void {
    this.setWeights(state);
    for (const parameter of this.#network.parameters) {
      const slots = this.#slots.get(parameter.name);
      if (!slots) continue;
      assign(slots.first, parameter, named(state, `optimizer.first.${parameter.name}`));
      assign(slots.second, parameter, named(state, `optimizer.second.${parameter.name}`));
    }
    this.#steps = named(state, STEP_COUNT).data[0]!;
    if (this.#isScaled) {
      const [factor, steps] = named(state, LOSS_SCALE).data;
      this.#lossScale = { factor: factor!, steps: steps! };
    }
  }

  dispose(): void {
    this.#program?.dispose();
    tf.dispose(this.#allVariables());
  }

  #trainStep(batch: Batch, scalars: AdamScalars): Step {
    const scale = this.#isScaled ? tf.scalar(this.#lossScale.factor) : null;
    const inputs = { images: this.#images(batch), targets: this.#targets(batch), ...scalars, ...(scale && { scale }) };
    return {
      name: `train${batch.count}`,
      inputs,
      run: () => this.#trainOnce(inputs.images, inputs.targets, scalars, scale),
    };
  }

  #evaluateStep(batch: Pick<Batch, 'count' | 'images'>): Step {
    const images = this.#images(batch);
    const run = () => tf.tidy(() => ({ logits: this.#forward(this.#pass(false), images) }));
    return { name: `evaluate${batch.count}`, inputs: { images }, run };
  }

  /** @param scale what the loss is multiplied with where its gradients would be too small for float16 */
  #trainOnce(images: Tensor, targets: Tensor, scalars: AdamScalars, scale: Scalar | null): Record<string, Tensor> {
    const updates = new Map<string, Tensor>();
    const trainable = [...this.#slots.keys()].map((name) => this.#values.get(name)!);
    try {
      return tf.tidy(() => {
        const lossOf = (): Scalar => {
          const logits = this.#forward(this.#pass(true, updates), images);
          const loss = lossTensor(this.#settings.loss, logits, this.#floats(targets), this.#settings.ignoring);
          return scale ? tf.mul(loss, scale) : loss;
        };
        const { value, grads } = tf.variableGrads(lossOf, trainable);
        const unscaled = scale ? unscale(grads, scale, this.#engine.native!) : { gradients: grads, finite: null };
        for (const [name, update] of updates) this.#values.get(name)!.assign(update);
        for (const [name, slots] of this.#slots) {
          const parameter = this.#values.get(name)!;
          const gradient = unscaled.gradients[parameter.name]!;
          applyAdam(parameter, slots, gradient, scalars, this.#engine.native?.binding ?? null, unscaled.finite);
        }
        const results: Record<string, Tensor> = { loss: scale ? tf.div(value, scale) : value };
        return unscaled.finite ? { ...results, finite: unscaled.finite } : results;
      });
    } finally {
      tf.dispose([...updates.values()]);
    }
  }

  #pass(training: boolean, updates?: Map<string, Tensor>): Pass {
    return {
      kernels: this.#engine.kernels,
      training,
      value: <T extends Tensor>(name: string) => this.#values.get(name) as Tensor as T,
      // Kept: the gradient's own scope would dispose what it does not return.
      update: (name, value) => updates?.set(name, tf.keep(value)),
    };
  }

  /** Runs a step, compiled where the engine has graphs (once per name, that is per batch size), and disposes its tensors. */
  #run<R>({ name, inputs, run }: Step, read: (results: Record<string, Tensor>) => R): R {
    try {
      const program = this.#programWith({ name, inputs, run });
      const results = program ? program.run(name, inputs) : run();
      try {
        return read(results);
      } finally {
        tf.dispose(results);
      }
    } finally {
      tf.dispose(inputs);
    }
  }

  #programWith({ name, inputs, run }: Step): Program | null {
    if (!this.#engine.native) return null;
    if (!this.#program) {
      this.#program = new Program(this.#engine.native, this.#allVariables(), this.#half);
      // Batches of these sizes are trained and evaluated by every run: recorded together, the graph is handed to TensorFlow once.
      this.#record(this.#trainStep(this.#emptyBatch(this.#settings.batchSize), adamScalars(1, 0)));
      for (const rows of this.#evaluationRows()) this.#record(this.#evaluateStep(this.#emptyBatch(rows)));
    }
    if (!this.#program.has(name)) this.#program.add(name, inputs, run);
    return this.#program;
  }

  #record({ name, inputs, run }: Step): void {
    try {
      this.#program!.add(name, inputs, run);
    } finally {
      tf.dispose(inputs);
    }
  }

  /** bfloat16 reaches as far as float32 does; float16 does not. */
  get #isScaled(): boolean {
    return this.#half === 'float16';
  }

  #allVariables(): Variable[] {
    return [...this.#values.values(), ...[...this.#slots.values()].flatMap(({ first, second }) => [first, second])];
  }

  #encoderParameters(): Parameter[] {
    const prefix = this.#network.encoderPrefix;
    return this.#network.parameters.filter(({ name }) => (prefix ? name.startsWith(prefix) : !name.startsWith('fc.')));
  }

  #set(parameter: Parameter, tensor: NamedTensor): void {
    assign(this.#values.get(parameter.name)!, parameter, tensor);
  }

  #filledUp({ images, count }: Batch, rows: number): Pick<Batch, 'count' | 'images'> {
    if (count === rows) return { images, count };
    const filled = new Uint8Array((images.length / count) * rows);
    filled.set(images);
    return { images: filled, count: rows };
  }

  /** Ascending, each once. */
  #evaluationRows(): number[] {
    const { evaluationRows, batchSize } = this.#settings;
    return [...new Set(evaluationRows ?? [batchSize])].sort((a, b) => a - b);
  }

  #emptyBatch(count: number): Batch {
    const { imageSize, kind, classes } = this.#settings;
    const pixels = count * imageSize ** 2;
    const targets = kind === 'classification' ? new Float32Array(count * classes) : new Uint8Array(pixels);
    return { count, images: new Uint8Array(3 * pixels), targets };
  }

  #images(batch: Pick<Batch, 'count' | 'images'>): Tensor {
    const { imageSize } = this.#settings;
    return this.#engine.kernels.bytes(batch.images, [batch.count, imageSize, imageSize, 3]);
  }

  #targets({ count, targets }: Batch): Tensor {
    const { kind, classes, imageSize } = this.#settings;
    const shape = kind === 'classification' ? [count, classes] : [count, imageSize, imageSize, 1];
    return targets instanceof Uint8Array ? this.#engine.kernels.bytes(targets, shape) : tf.tensor(targets, shape);
  }

  /** Masks come as bytes, labels as they are. */
  #floats(targets: Tensor): Tensor {
    return this.#settings.kind === 'segmentation' ? this.#engine.kernels.bytesToFloat(targets) : targets;
  }

  #forward(pass: Pass, images: Tensor): Tensor {
    const pixels = this.#engine.kernels.bytesToFloat(images) as Tensor4D;
    return this.#network.forward(pass, normalise(pixels, this.#settings.normalisation));
  }
}

/** @throws EngineError where precision is mixed and the engine has none but float32 */
function halfOf({ half, name }: Engine, { precision }: LearnerSettings): HalfType | null {
  if (precision !== 'mixed') return null;
  if (half) return half;
  throw new EngineError(
    'unsupported',
    `precision: mixed needs the TensorFlow engine, and this is ${name}, which computes in float32 alone. Leave it out, or set TensorFlow up (\`warmstart engine setup\`).`,
  );
}

/** Inputs by name, and what is computed of them. */
interface Step {
  readonly name: string;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly run: () => Record<string, Tensor>;
}

function zeroVariable(parameter: Parameter, trainable = false): Variable {
  const zeros = tf.zeros(engineShape(parameter.shape));
  const made = tf.variable(zeros, trainable);
  zeros.dispose();
  return made;
}

function read(parameter: Parameter, from: Variable): NamedTensor {
  return { shape: parameter.shape, data: toPytorch(parameter.shape, from.dataSync() as Float32Array) };
}

function assign(to: Variable, parameter: Parameter, tensor: NamedTensor): void {
  const data = tensor.data instanceof Float32Array ? tensor.data : Float32Array.from(tensor.data);
  const value = tf.tensor(toEngine(parameter.shape, data), engineShape(parameter.shape));
  to.assign(value);
  value.dispose();
}

function named(tensors: NamedTensors, name: string): NamedTensor {
  const tensor = tensors.get(name);
  if (!tensor) throw new Error(`The checkpoint has no tensor ${name}.`);
  return tensor;
}
