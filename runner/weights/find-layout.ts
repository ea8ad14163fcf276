import { isDeepStrictEqual } from 'node:util';
import type { EncoderNaming, WeightLayout } from '../../catalog/weight-layout';
import { WEIGHT_LAYOUTS } from '../../catalog/weight-layouts';
import type { OpenWeights } from './open-weights';

/**
 * The published layout that a file of any name has: its encoder is named so, and some of what lies beside it there lies beside it here.
 * null where none fits.
 */
export function findLayout(
  { within, tensors }: Pick<OpenWeights, 'within' | 'tensors'>,
  naming: EncoderNaming,
): WeightLayout | null {
  const fits = (layout: WeightLayout) =>
    layout.within === within &&
    isDeepStrictEqual(layout.naming, naming) &&
    layout.dropped.some(({ prefix }) => tensors.some(({ name }) => name.startsWith(prefix)));
  return WEIGHT_LAYOUTS.find(fits) ?? null;
}
