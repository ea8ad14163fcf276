/** How large the difference of two initializations is, and how probably it matters: beside the test, which says whether there is one. */
import type { StatisticsSettings } from '../spec/spec';
import { type EffectSize, effectSize } from '../statistics/effect-size';
import { type Posterior, posterior } from '../statistics/posterior';
import { samplesOf } from './compare';
import type { TableCell } from './table';

export interface Effect {
  /** With an interval of 1 - alpha; null where the runs do not vary, or are too few. */
  readonly size: EffectSize | null;
  /** Of the difference against the margin; null without a margin. */
  readonly posterior: Posterior | null;
}

/** Of a tested cell against the one that it was compared with. */
export function effectOf(cell: TableCell, against: TableCell, { test, alpha, margin }: StatisticsSettings): Effect {
  const [a, b] = samplesOf(cell.values, against.values, test);
  return {
    size: effectSize(a, b, test, 1 - alpha),
    posterior: margin === null ? null : posterior(a, b, test, margin / 100),
  };
}
