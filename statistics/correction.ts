/** The corrections for several comparisons that a spec can name. */
import { benjaminiHochberg } from './benjamini-hochberg';
import { holm } from './holm';

export const CORRECTIONS = ['none', 'holm', 'benjamini-hochberg'] as const;

export type Correction = (typeof CORRECTIONS)[number];

const METHODS: Record<Correction, (pValues: readonly number[]) => readonly number[]> = {
  none: (pValues) => pValues,
  holm,
  'benjamini-hochberg': benjaminiHochberg,
};

/** Adjusted p-values of one family, in the order given. */
export function correct(pValues: readonly number[], correction: Correction): readonly number[] {
  return METHODS[correction](pValues);
}
