/** Curves as a chart takes them: columns over shared epochs, the ranges of its axes, and what it says in words. */
import { percent } from '../../results/numbers';
import type { InitializationCurves } from './curves';

export interface Columns {
  /** 1, 2, … up to the last epoch of any mean. */
  readonly epochs: readonly number[];
  /** Means of each initialization over these epochs; null where it has none. */
  readonly means: readonly (readonly (number | null)[])[];
}

export function columnsOf(curves: readonly InitializationCurves[]): Columns {
  const epochs = Array.from({ length: lastEpoch(curves) }, (_, index) => index + 1);
  const means = curves.map((one) => {
    const column: (number | null)[] = epochs.map(() => null);
    for (const { epoch, mean } of one.means) column[epoch - 1] = mean;
    return column;
  });
  return { epochs, means };
}

export function lastEpoch(curves: readonly InitializationCurves[]): number {
  return highest(
    curves.flatMap(({ runs }) => runs.map(({ points }) => points.at(-1)?.epoch ?? 0)),
    0,
  );
}

/** Fewer epochs than this are not stretched over a whole chart. */
const LEAST_EPOCHS = 10;

/** From the first epoch to the last that any run reached; room for some more while there are few. */
export function epochRange(curves: readonly InitializationCurves[], plannedEpochs: number): [number, number] {
  return [1, Math.max(lastEpoch(curves), Math.min(plannedEpochs, LEAST_EPOCHS), 2)];
}

/** Room above and below the curves, as a share of their range. */
const MARGIN = 0.06;

/**
 * From the lowest to the highest value of `curves` with a little room, within `limits`, which losses and scores cannot
 * leave. `limits` themselves, shortened to [0, 1], where there is no curve.
 */
export function valueRange(
  curves: readonly InitializationCurves[],
  limits: readonly [number, number],
): [number, number] {
  const values = curves.flatMap(({ runs }) => runs.flatMap(({ points }) => points.map(({ value }) => value)));
  if (values.length === 0) return [Math.max(0, limits[0]), Math.min(1, limits[1])];
  const [low, high] = [
    -highest(
      values.map((value) => -value),
      Number.NEGATIVE_INFINITY,
    ),
    highest(values, Number.NEGATIVE_INFINITY),
  ];
  const room = high > low ? (high - low) * MARGIN : Math.max(Math.abs(high) * MARGIN, 0.01);
  return [Math.max(limits[0], low - room), Math.min(limits[1], high + room)];
}

/** Not `Math.max(...values)`: a task's values are more than a call takes arguments. */
function highest(values: readonly number[], least: number): number {
  return values.reduce((a, b) => Math.max(a, b), least);
}

/** `Validation AUC by epoch. random: 71.2 % at epoch 20. imagenet: 84.1 % at epoch 18.` */
export function chartText(
  heading: string,
  curves: readonly InitializationCurves[],
  write: (value: number) => string,
): string {
  const ends = curves.flatMap(({ initialization, means }) => {
    const end = means.at(-1);
    return end === undefined ? [] : [`${initialization}: ${write(end.mean)} at epoch ${end.epoch}.`];
  });
  return `${heading} by epoch. ${ends.length === 0 ? 'No epoch has ended yet.' : ends.join(' ')}`;
}

/** A share as `84.1 %`. */
export function writeShare(share: number): string {
  return `${percent(share, 1)} %`;
}

/** Four significant digits: losses of any size. */
export function writeLoss(loss: number): string {
  const isPlain = loss === 0 || (Math.abs(loss) >= 1e-3 && Math.abs(loss) < 1e5);
  return isPlain ? String(Number(loss.toPrecision(4))) : loss.toExponential(2);
}
