/** The one thing the training loop needs of the tensor world: a network, its loss and optimizer, as plain numbers in and out. */
import type { AdamValues } from '../../catalog/recipe';
import type { LoadReport } from '../../journal/event';
import type { NetworkSettings, TaskKind, TrainingSettings } from '../../spec/spec';
import type { Batch } from '../datasets/dataset';
import type { Engine } from '../engines/engine';
import type { NamedTensor, NamedTensors } from '../weights/named-tensors';
import type { FreshWeights } from '../weights/prove-weights';

export interface LearnerSettings {
  readonly kind: TaskKind;
  readonly network: NetworkSettings;
  readonly loss: TrainingSettings['loss'];
  readonly normalisation: TrainingSettings['normalisation'];
  /** Not there: float32. */
  readonly precision?: TrainingSettings['precision'];
  /** Not there: the usual. */
  readonly adam?: AdamValues;
  /** Side of the input, in pixels. */
  readonly imageSize: number;
  /** Rows of most training batches. */
  readonly batchSize: number;
  /**
   * Rows of evaluation batches: smaller ones are filled up to the next of these, so that what was evaluated before changes no number,
   * and few compiled steps serve all. `batchSize` alone where it is absent.
   */
  readonly evaluationRows?: readonly number[];
  /** Outputs of the network. */
  readonly classes: number;
  /** Targets may be IGNORED. Not there: none is. */
  readonly ignoring?: boolean;
  /** Seeds the random weights (encoder, decoder, head). */
  readonly seed: number;
}

export interface Learner {
  /** One Adam step. Returns the loss before it. */
  train(batch: Batch, learningRate: number): number;
  /** Evaluation mode: mean loss over the batch, and sigmoid outputs, [count, classes] or [count, size, size]. */
  evaluate(batch: Batch): { readonly loss: number; readonly probabilities: Float32Array };
  /**
   * Puts encoder weights by torchvision name (conv1.weight ... layer4.1.bn2.running_var) in; other names are dropped and reported. Each is
   * copied before the next is asked for.
   */
  loadEncoder(weights: Iterable<readonly [name: string, tensor: NamedTensor]>): Omit<LoadReport, 'source' | 'sha256'>;
  /** What the encoder's random weights begin with, by torchvision name; whatever it holds now. */
  freshEncoder(): FreshWeights;
  /** Of numbers, as float32, by the engine. */
  sum(values: Float32Array): number;
  /** Network weights and buffers by PyTorch name (segmentation: encoder., decoder., segmentation_head.). */
  weights(): NamedTensors;
  /** The encoder's weights and buffers by torchvision name. */
  encoderWeights(): NamedTensors;
  setWeights(weights: NamedTensors): void;
  /** Everything a resumed run needs, bit for bit: weights, buffers, optimizer slots and step count. */
  state(): NamedTensors;
  restore(state: NamedTensors): void;
  /** Back to the state of a learner made with this seed; compiled steps are kept. */
  reset(seed: number): void;
  dispose(): void;
}

export type CreateLearner = (engine: Engine, settings: LearnerSettings) => Learner;
