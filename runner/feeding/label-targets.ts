import type { UncertainPolicy } from '../../spec/spec';
import { targetOf, UNCERTAIN } from '../datasets/uncertain-labels';
import { RandomStream } from '../random';
import type { AugmentationKey } from './batch-plan';

/**
 * What the loss sees of an example's labels. Label smoothing draws anew for each epoch of training. Evaluation takes the mean of what would
 * be drawn: cross-entropy is linear in its target, so the loss is the mean of those that draws would give, and epochs can be compared.
 *
 * @param policy absent where no label is uncertain
 * @param key null in evaluation
 */
export function labelTargets(
  labels: readonly number[],
  policy: UncertainPolicy | undefined,
  example: number,
  key: Pick<AugmentationKey, 'seed' | 'epoch'> | null,
): readonly number[] {
  if (policy === undefined || !labels.includes(UNCERTAIN)) return labels;
  const random = key && new RandomStream(key.seed, 'uncertain', key.epoch, example);
  return labels.map((label) => targetOf(label, policy, () => random?.uniform() ?? 0.5));
}
