import type { Scalar, Tensor, Tensor4D, Variable } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-core';
import { USUAL_ADAM } from '../../catalog/adam';
import type { AdamValues } from '../../catalog/recipe';
import type { Batch } from '../datasets/dataset';
import type { HalfType } from '../engines/compile/half-precision';
import { Program } from '../engines/compile/program';
import { EagerExecutor } from '../engines/eager-executor';
import type { Engine } from '../engines/engine';
import { EngineError } from '../engines/engine-error';
import type { Executor, Step } from '../engines/executor';
import { foldNorm } from '../networks/layers';
import { drawParameter, type FoldedConvolution, type Network, type Parameter, type Pass } from '../networks/network';
import { engineShape, pytorchOrder } from '../networks/pytorch-layout';
import { resnetClassifier } from '../networks/resnet';
import { unet } from '../networks/unet';
import { RandomStream } from '../random';
import type { NamedTensor, NamedTensors } from '../weights/named-tensors';
import type { FreshWeights } from '../weights/prove-weights';
import { countOf } from '../weights/strided';
import { type AdamScalars, adamScalars, applyAdam, type Slots } from './adam';
import type { CreateLearner, Learner, LearnerSettings } from './learner';
import { lossTensor, lossValue, sigmoid } from './loss';
import { FIRST_LOSS_SCALE, nextLossScale, unscale } from './loss-scale';
import { normalise } from './normalise';

/** A learner on an engine: steps run compiled where the engine can, eagerly elsewhere. */
export const createLearner: CreateLearner = (engine, settings) => new NetworkLearner(engine, settings);

const STEP_COUNT = 'optimizer.step';
const LOSS_SCALE = 'optimizer.loss-scale';

/** Of each random tensor, to tell loaded weights from it. */
const FIRST_NUMBERS = 32;

class NetworkLearner implements Learner {
  readonly #engine: Engine;
  readonly #settings: LearnerSettings;
  readonly #adam: AdamValues;
  readonly #network: Network;
  readonly #executor: Executor;
  /** By PyTorch name, in the engine's layout. */
  readonly #values = new Map<string, Variable>();
  readonly #slots = new Map<string, Slots>();
  /** What evaluation takes in place of a filter and the batch norm behind it, by the filter's name. */
  readonly #folded = new Map<string, Folded>();
  /** Whether the weights are still those that were folded. */
  #isFolded = false;
  #seed = 0;
  /** Parameters whose random values nobody has needed yet. */
  readonly #undrawn = new Set<Parameter>();
  #steps = 0;
  /** null: float32 throughout. */
  readonly #half: HalfType | null;
  #lossScale = FIRST_LOSS_SCALE;

  constructor(engine: Engine, settings: LearnerSettings) {
    this.#engine = engine;
    this.#settings = settings;
    this.#adam = settings.adam ?? USUAL_ADAM;
    this.#half = halfOf(engine, settings);
    this.#network =
      settings.kind === 'classification'
        ? resnetClassifier(settings.network, settings.classes)
        : unet(settings.network);
    this.#executor = engine.native ? new Program(engine.native, this.#half) : new EagerExecutor();
    for (const { name, shape, trainable, norm } of this.#network.parameters) {
      const variable = (trainable: boolean) => this.#executor.variable(engineShape(shape), trainable);
      this.#values.set(name, variable(trainable));
      if (trainable) this.#slots.set(name, { first: variable(false), second: variable(false) });
      if (norm)
        this.#folded.set(name, { norm, filter: variable(false), bias: this.#executor.variable([shape[0]!], false) });
    }
    this.reset(settings.seed);
  }

  reset(seed: number): void {
    this.#seed = seed;
    for (const parameter of this.#network.parameters) {
      this.#executor.write(this.#values.get(parameter.name)!, null);
      this.#undrawn.add(parameter);
    }
    for (const { first, second } of this.#slots.values()) {
      this.#executor.write(first, null);
      this.#executor.write(second, null);
    }
    this.#isFolded = false;
    this.#steps = 0;
    this.#lossScale = FIRST_LOSS_SCALE;
  }

  train(batch: Batch, learningRate: number): number {
    this.#prepare('train');
    const step = this.#trainStep(batch, adamScalars(this.#steps + 1, learningRate, this.#adam));
    this.#isFolded = false;
    const { loss, finite } = this.#run(step, (results) => ({
      loss: results.loss!.dataSync()[0]!,
      finite: results.finite?.dataSync()[0] !== 0,
    }));
    if (this.#isScaled) this.#lossScale = nextLossScale(this.#lossScale, finite);
    if (finite) this.#steps++;
    return loss;
  }

  evaluate(batch: Batch): { loss: number; probabilities: Float32Array } {
    this.#prepare('evaluate');
    this.#fold();
    const rows = this.#evaluationRows().find((rows) => rows >= batch.count) ?? batch.count;
    const logits = this.#run(this.#evaluateStep(this.#filledUp(batch, rows)), (results) =>
      (results.logits!.dataSync() as Float32Array).subarray(0, batch.targets.length),
    );
    return { loss: lossValue(this.#settings.loss, logits, batch.targets), probabilities: logits.map(sigmoid) };
  }

  loadEncoder(weights: Iterable<readonly [string, NamedTensor]>): ReturnType<Learner['loadEncoder']> {
    const wanted = this.#encoderParameters();
    const missing = new Set(wanted.keys());
    const [dropped, mismatched]: [string[], string[]] = [[], []];
    let loaded = 0;
    for (const [name, tensor] of weights) {
      const parameter = wanted.get(name);
      missing.delete(name);
      if (!parameter) dropped.push(name);
      else if (tensor.shape.join() !== parameter.shape.join())
        mismatched.push(`${name} [${tensor.shape}] for [${parameter.shape}]`);
      else {
        this.#set(parameter, tensor);
        loaded += countOf(tensor.shape);
      }
    }
    const total = [...wanted.values()].reduce((sum, { shape }) => sum + countOf(shape), 0);
    return { loaded, total, dropped, missing: [...missing], mismatched };
  }

  freshEncoder(): FreshWeights {
    const fresh = [...this.#encoderParameters()].map(([name, parameter]) => {
      const most = parameter.start.kind === 'constant' ? undefined : FIRST_NUMBERS;
      return [name, { shape: parameter.shape, first: this.#draw(parameter, most) }] as const;
    });
    return new Map(fresh);
  }

  sum(values: Float32Array): number {
    return tf.tidy(() => tf.sum(tf.tensor1d(values)).dataSync<'float32'>()[0]!);
  }

  weights(): NamedTensors {
    return this.#read(this.#weights());
  }

  encoderWeights(): NamedTensors {
    const encoder = [...this.#encoderParameters()];
    return this.#read(encoder.map(([name, parameter]) => ({ ...this.#stored(parameter), name })));
  }

  setWeights(weights: NamedTensors): void {
    for (const parameter of this.#network.parameters) this.#set(parameter, named(weights, parameter.name));
  }

  state(): NamedTensors {
    const state = this.#read([...this.#weights(), ...this.#moments()]);
    if (this.#isScaled) {
      const { factor, steps } = this.#lossScale;
      state.set(LOSS_SCALE, { shape: [2], data: Int32Array.of(factor, steps) });
    }
    return state.set(STEP_COUNT, { shape: [1], data: Int32Array.of(this.#steps) });
  }

  restore(state: NamedTensors): void {
    this.setWeights(state);
    for (const { name, variable } of this.#moments()) this.#write(variable, named(state, name));
    this.#steps = named(state, STEP_COUNT).data[0]!;
    if (this.#isScaled) {
      const [factor, steps] = named(state, LOSS_SCALE).data;
      this.#lossScale = { factor: factor!, steps: steps! };
    }
  }

  dispose(): void {
    this.#executor.dispose();
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

  /** Once for as many evaluations as the weights stay the same: for small maps it would take as long as a layer. */
  #fold(): void {
    if (this.#isFolded) return;
    this.#run(this.#foldStep(), () => undefined);
    this.#isFolded = true;
  }

  #foldStep(): Step {
    const { value } = this.#pass(false);
    const run = () =>
      tf.tidy(() => {
        for (const [name, { norm, ...folded }] of this.#folded) {
          const { filter, bias } = foldNorm(value, name, norm);
          folded.filter.assign(filter);
          folded.bias.assign(bias);
        }
        return { done: tf.scalar(1) };
      });
    return { name: 'fold', inputs: {}, run };
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
          applyAdam(
            parameter,
            slots,
            gradient,
            scalars,
            this.#adam,
            this.#engine.native?.binding ?? null,
            unscaled.finite,
          );
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
      folded: (name) => this.#folded.get(name)!,
      // Kept: the gradient's own scope would dispose what it does not return.
      update: (name, value) => updates?.set(name, tf.keep(value)),
    };
  }

  /** Runs a step and disposes its tensors. */
  #run<R>(step: Step, read: (results: Record<string, Tensor>) => R): R {
    try {
      this.#drawRest();
      const results = this.#executor.run(step);
      try {
        return read(results);
      } finally {
        tf.dispose(results);
      }
    } finally {
      tf.dispose(step.inputs);
    }
  }

  /** Prepares, all at once, what every run that trains or evaluates takes: a graph that grows has to be loaded anew. */
  #prepare(kind: 'train' | 'evaluate'): void {
    const { batchSize } = this.#settings;
    if (kind === 'train' && !this.#executor.has(`train${batchSize}`)) {
      this.#add(this.#trainStep(this.#emptyBatch(batchSize), adamScalars(1, 0, this.#adam)));
    }
    if (!this.#executor.has('fold')) this.#add(this.#foldStep());
    for (const rows of this.#evaluationRows()) {
      if (!this.#executor.has(`evaluate${rows}`)) this.#add(this.#evaluateStep(this.#emptyBatch(rows)));
    }
  }

  #add(step: Step): void {
    try {
      this.#executor.add(step);
    } finally {
      tf.dispose(step.inputs);
    }
  }

  /** bfloat16 reaches as far as float32 does; float16 does not. */
  get #isScaled(): boolean {
    return this.#half === 'float16';
  }

  /** By torchvision name. */
  #encoderParameters(): Map<string, Parameter> {
    const prefix = this.#network.encoderPrefix;
    const encoder = this.#network.parameters.filter(({ name }) =>
      prefix ? name.startsWith(prefix) : !name.startsWith('fc.'),
    );
    return new Map(encoder.map((parameter) => [parameter.name.slice(prefix.length), parameter]));
  }

  /** Random weights that no file and no checkpoint has replaced are drawn when they are first needed: all of a large network take seconds. */
  #drawRest(): void {
    for (const parameter of this.#undrawn)
      this.#set(parameter, { shape: parameter.shape, data: this.#draw(parameter) });
  }

  /** Keyed by name: the same encoder gets the same random weights under any head. */
  #draw(parameter: Parameter, most?: number): Float32Array {
    return drawParameter(parameter, () => new RandomStream(this.#seed, 'weights', parameter.name), most);
  }

  #set(parameter: Parameter, tensor: NamedTensor): void {
    this.#write(this.#values.get(parameter.name)!, tensor);
    this.#undrawn.delete(parameter);
  }

  #stored({ name, shape }: Parameter): Stored {
    return { name, shape, variable: this.#values.get(name)! };
  }

  #weights(): Stored[] {
    return this.#network.parameters.map((parameter) => this.#stored(parameter));
  }

  #moments(): Stored[] {
    return this.#network.parameters.flatMap(({ name, shape }) => {
      const slots = this.#slots.get(name);
      if (!slots) return [];
      return [
        { name: `optimizer.first.${name}`, shape, variable: slots.first },
        { name: `optimizer.second.${name}`, shape, variable: slots.second },
      ];
    });
  }

  #read(stored: readonly Stored[]): Map<string, NamedTensor> {
    this.#drawRest();
    const tensors = new Map<string, NamedTensor>();
    let next = 0;
    const wanted = stored.map(({ variable, shape }) => ({ variable, order: pytorchOrder(shape) }));
    for (const data of this.#executor.read(wanted)) {
      const { name, shape } = stored[next++]!;
      tensors.set(name, { shape, data });
    }
    return tensors;
  }

  #write(variable: Variable, { shape, data }: NamedTensor): void {
    this.#isFolded = false;
    const values = data instanceof Float32Array ? data : Float32Array.from(data);
    this.#executor.write(variable, values, pytorchOrder(shape));
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

interface Folded extends FoldedConvolution {
  /** Name of the batch norm. */
  readonly norm: string;
  readonly filter: Variable;
  readonly bias: Variable;
}

/** A variable as checkpoints know it, by name and PyTorch's shape. */
interface Stored {
  readonly name: string;
  readonly shape: readonly number[];
  readonly variable: Variable;
}

function named(tensors: NamedTensors, name: string): NamedTensor {
  const tensor = tensors.get(name);
  if (!tensor) throw new Error(`The checkpoint has no tensor ${name}.`);
  return tensor;
}
