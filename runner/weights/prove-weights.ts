import type { WeightsProof } from '../../journal/event';
import type { NamedTensor, NamedTensors } from './named-tensors';

/**
 * Evidence that weights came from somewhere: how many of the convolutions' numbers differ from a fresh initialization, and whether the
 * running statistics of batch norm are such as training leaves.
 *
 * @param loaded by torchvision's names
 * @param fresh what the encoder held before
 */
export function proveWeights(loaded: NamedTensors, fresh: NamedTensors): WeightsProof {
  let [compared, different] = [0, 0];
  let [layers, updated] = [0, 0];
  let smallest = Number.POSITIVE_INFINITY;
  for (const [name, { data }] of loaded) {
    const before = fresh.get(name);
    if (before === undefined) continue;
    if (name.endsWith('.running_var')) {
      layers++;
      for (const value of data) smallest = Math.min(smallest, value);
      if (!equal(data, before.data)) updated++;
    } else if (before.shape.length === 4 && data.length === before.data.length) {
      compared += data.length;
      different += countDifferent(data, before.data);
    }
  }
  return {
    differing: compared === 0 ? 0 : different / compared,
    batchNorm: { layers, updated, smallestVariance: layers === 0 ? null : smallest },
  };
}

type Values = NamedTensor['data'];

function countDifferent(a: Values, b: Values): number {
  let count = 0;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) count++;
  return count;
}

function equal(a: Values, b: Values): boolean {
  return a.length === b.length && countDifferent(a, b) === 0;
}
