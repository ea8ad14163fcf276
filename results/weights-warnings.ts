/** What a file gave to an encoder that no training leaves, in words. */
import type { WeightsProof } from '../journal/event';
import { count } from './numbers';

export function weightsWarnings(proof: WeightsProof | undefined): string[] {
  if (proof === undefined) return [];
  const { differing, zeros = 0, batchNorm } = proof;
  const { layers, updated, smallestVariance } = batchNorm;
  const idle = layers - updated;
  const warnings = [
    differing === 0 && 'filters do not differ from a fresh initialization',
    zeros > 0 && `every filter of ${count(zeros, 'convolution')} is zero`,
    layers === 0 && 'no running statistics of batch norm',
    layers > 0 && updated === 0 && 'batch norm never updated',
    updated > 0 && idle > 0 && `batch norm never updated in ${idle} of ${count(layers, 'layer')}`,
    smallestVariance !== null && smallestVariance <= 0 && `a running variance of batch norm is ${smallestVariance}`,
  ];
  return warnings.filter((warning) => warning !== false);
}

/** As a sentence with what to do; none without warnings. */
export function warningSentences(what: string, warnings: readonly string[]): string[] {
  if (warnings.length === 0) return [];
  return [`Warning: ${what}: ${warnings.join('; ')}. Check that the file is of a trained network.`];
}
