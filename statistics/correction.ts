/** The corrections for several comparisons that a spec can name. */
import { benjaminiHochberg } from './benjamini-hochberg';
import { holm } from './holm';

export const CORRECTIONS = ['none', 'holm', 'benjamini-hochberg', 'hsu'] as const;

export type Correction = (typeof CORRECTIONS)[number];

/** Those that work on p-values; Hsu's comparison with the best makes its own, of all samples at once. */
export type PValueCorrection = Exclude<Correction, 'hsu'>;

const METHODS: Record<PValueCorrection, (pValues: readonly number[]) => readonly number[]> = {
  none: (pValues) => pValues,
  holm,
  'benjamini-hochberg': benjaminiHochberg,
};

/** Adjusted p-values of one family, in the order given. */
export function correct(pValues: readonly number[], correction: PValueCorrection): readonly number[] {
  return METHODS[correction](pValues);
}
