/** How the curves of an initialization look: the same in every chart, and as in the report. */
import { SERIES_COLORS } from '../../results/figures/curves';

export interface SeriesStyle {
  /** Index into the palette. */
  readonly color: number;
  /** Lengths of strokes and gaps in CSS pixels; empty for a solid line. */
  readonly dash: readonly number[];
}

const DASHES: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [9, 3, 2, 3]];

/** `index`: place of the initialization in the spec. Neighbours differ in dashes too, so that they are told apart in grey. */
export function seriesStyle(index: number): SeriesStyle {
  return { color: index % SERIES_COLORS, dash: DASHES[(index + Math.floor(index / SERIES_COLORS)) % DASHES.length]! };
}
