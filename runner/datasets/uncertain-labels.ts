import type { UncertainPolicy } from '../../spec/spec';

/** What a reader puts where a label is neither positive nor negative (CheXpert's -1). */
export const UNCERTAIN = -1;

/** A target that the loss passes over. */
export const IGNORED = -1;

/** Ranges that label smoothing draws from (Pham et al. 2021, as the benchmark's code). */
const SMOOTHED = { 'lsr-ones': [0.55, 0.85], 'lsr-zeros': [0, 0.3] } as const;

/**
 * What the loss sees of a label: 0 and 1 stay; an uncertain one follows the policy.
 *
 * @param uniform a number in [0, 1) that is drawn anew at each access; asked for by label smoothing alone
 */
export function targetOf(label: number, policy: UncertainPolicy, uniform: () => number): number {
  if (label !== UNCERTAIN) return label;
  switch (policy) {
    case 'u-ones':
      return 1;
    case 'u-zeros':
      return 0;
    case 'u-ignore':
      return IGNORED;
    case 'lsr-ones':
    case 'lsr-zeros': {
      const [low, high] = SMOOTHED[policy];
      return low + (high - low) * uniform();
    }
  }
}
