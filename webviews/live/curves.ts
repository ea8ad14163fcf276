/** Curves over epochs for one task: per initialization its single runs, and mean and range of those that count. */
import type { EpochPoint } from '../../journal/run-record';
import type { RunView } from '../messages';

export type Measure = 'trainLoss' | 'validationLoss' | 'validationMetric';

export interface CurvePoint {
  /** 1-based. */
  readonly epoch: number;
  readonly value: number;
}

export interface RunCurve {
  readonly run: number;
  /** false: it does not count towards the mean, as it is not finished while others are. */
  readonly counted: boolean;
  readonly points: readonly CurvePoint[];
}

export interface MeanPoint {
  readonly epoch: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface InitializationCurves {
  readonly initialization: string;
  readonly runs: readonly RunCurve[];
  /** Up to the epoch that every counted run reached. */
  readonly means: readonly MeanPoint[];
  /** Number of runs behind the mean. */
  readonly n: number;
}

/** One entry for each of `initializations`, in their order, also where nothing has run yet. */
export function curvesOf(
  runs: readonly RunView[],
  initializations: readonly string[],
  measure: Measure,
): readonly InitializationCurves[] {
  return initializations.map((initialization) => {
    const begun = runs
      .filter((run) => run.initialization === initialization)
      .map((run) => ({ run, points: run.epochs.flatMap((epoch) => pointOf(epoch, measure)) }))
      .filter(({ points }) => points.length > 0);
    // A run that has just begun would cut the mean back to its first epoch, so it waits until it is finished.
    const anyFinished = begun.some(({ run }) => run.state === 'finished');
    const curves = begun.map(({ run, points }) => ({
      run: run.run,
      counted: !anyFinished || run.state === 'finished',
      points,
    }));
    const counted = curves.filter((curve) => curve.counted);
    return { initialization, runs: curves, means: meansOf(counted.map(({ points }) => points)), n: counted.length };
  });
}

/** A loss that overflowed has no place on an axis. */
function pointOf(point: EpochPoint, measure: Measure): CurvePoint[] {
  const { epoch } = point;
  const value = point[measure];
  return value !== null && Number.isFinite(value) ? [{ epoch, value }] : [];
}

/** Only where every run has a value: a mean over the runs that happen to go on would jump as others stop. */
function meansOf(runs: readonly (readonly CurvePoint[])[]): MeanPoint[] {
  const [first = [], ...rest] = runs;
  const others = rest.map((points) => new Map(points.map(({ epoch, value }) => [epoch, value])));
  return first.flatMap(({ epoch, value }) => {
    const values = [value, ...others.flatMap((run) => run.get(epoch) ?? [])];
    if (values.length < runs.length) return [];
    const sum = values.reduce((total, one) => total + one, 0);
    return [{ epoch, mean: sum / values.length, low: Math.min(...values), high: Math.max(...values) }];
  });
}
