import type { WeightsProof } from '../../journal/event';
import type { NamedTensor } from './named-tensors';
import { named, WeightsError } from './weights-error';

/** Numbers that are worth an operation of the engine. */
const MANY = 4096;

/** What a network would start from without a file: of each tensor the first numbers, enough to tell others from them. */
export type FreshWeights = ReadonlyMap<string, { readonly shape: readonly number[]; readonly first: Float32Array }>;

/**
 * Looks at weights on their way into a network for evidence that they came from somewhere: whether they differ from a fresh initialization,
 * and whether the running statistics of batch norm are such as training leaves. A tensor is loaded whole or not at all, so that
 * its first numbers tell.
 */
export class WeightsProver {
  readonly #fresh: FreshWeights;
  readonly #sum: ((values: Float32Array) => number) | null;
  readonly #nonFinite: string[] = [];
  readonly #negative: string[] = [];
  #compared = 0;
  #different = 0;
  #zeros = 0;
  #layers = 0;
  #updated = 0;
  #smallest = Number.POSITIVE_INFINITY;

  /**
   * @param fresh what is replaced; by torchvision's names, as are the weights
   * @param sum of numbers, as float32, where something adds many of them faster than JavaScript looks at each
   */
  constructor(fresh: FreshWeights, sum: ((values: Float32Array) => number) | null = null) {
    this.#fresh = fresh;
    this.#sum = sum;
  }

  /** Hands the weights through. */
  *watch(
    weights: Iterable<readonly [name: string, tensor: NamedTensor]>,
  ): Generator<readonly [name: string, tensor: NamedTensor]> {
    for (const [name, tensor] of weights) {
      this.#note(name, tensor);
      yield [name, tensor];
    }
  }

  /** Of the weights seen by now. */
  get proof(): WeightsProof {
    return {
      differing: this.#compared === 0 ? 0 : this.#different / this.#compared,
      zeros: this.#zeros,
      batchNorm: {
        layers: this.#layers,
        updated: this.#updated,
        smallestVariance: this.#layers === 0 ? null : this.#smallest,
      },
    };
  }

  /** @param source what error messages call the file. @throws WeightsError for what no training leaves in weights that can be used */
  refuseUnsound(source: string): void {
    if (this.#nonFinite.length > 0) {
      const message = `numbers in ${named(this.#nonFinite)} are infinite or none (NaN): the training that wrote it had diverged. Take an earlier checkpoint.`;
      throw new WeightsError('corrupt', source, message);
    }
    if (this.#negative.length > 0) {
      const message = `variances in ${named(this.#negative)} are below zero, which none is: the file is damaged, or its names mean something else. Export it anew.`;
      throw new WeightsError('corrupt', source, message);
    }
  }

  /** A finite sum has finite terms; one that is not may be too large. */
  #isFinite(data: NamedTensor['data']): boolean {
    if (data instanceof Int32Array) return true;
    const sum = data.length < MANY ? null : this.#sum;
    return (sum !== null && Number.isFinite(sum(data))) || !hasNonFinite(data);
  }

  #note(name: string, { shape, data }: NamedTensor): void {
    if (!this.#isFinite(data)) this.#nonFinite.push(name);
    const smallest = name.endsWith('.running_var') ? smallestOf(data) : null;
    if (smallest !== null && smallest < 0) this.#negative.push(name);
    const fresh = this.#fresh.get(name);
    if (fresh?.shape.join() !== shape.join()) return;
    const different = countDifferent(fresh.first, data);
    if (smallest !== null) {
      this.#layers++;
      this.#smallest = Math.min(this.#smallest, smallest);
      if (different > 0) this.#updated++;
    } else if (shape.length === 4) {
      this.#compared += fresh.first.length;
      this.#different += different;
      if (isZero(data)) this.#zeros++;
    }
  }
}

function smallestOf(data: NamedTensor['data']): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (const value of data) smallest = Math.min(smallest, value);
  return smallest;
}

function countDifferent(first: Float32Array, data: NamedTensor['data']): number {
  let count = 0;
  for (let index = 0; index < first.length; index++) if (first[index] !== data[index]) count++;
  return count;
}

/** Ends at the first number that is not. */
function isZero(data: NamedTensor['data']): boolean {
  for (let index = 0; index < data.length; index++) if (data[index] !== 0) return false;
  return true;
}

/** A product with zero is no number just where a factor is infinite or none; four sums keep the processor busy. */
function hasNonFinite(data: Float32Array): boolean {
  let [a, b, c, d] = [0, 0, 0, 0];
  const end = data.length - (data.length % 4);
  for (let index = 0; index < end; index += 4) {
    a += data[index]! * 0;
    b += data[index + 1]! * 0;
    c += data[index + 2]! * 0;
    d += data[index + 3]! * 0;
  }
  for (let index = end; index < data.length; index++) a += data[index]! * 0;
  return Number.isNaN(a + b + c + d);
}
