/** Of the finite numbers of a tensor; null where there are none. */
export interface TensorStatistics {
  readonly count: number;
  readonly nonFinite: number;
  readonly zeros: number;
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly mean: number | null;
  /** With n in the denominator. */
  readonly standardDeviation: number | null;
  /** Counts in `BINS` bins of equal width from minimum to maximum; all in the first where these are equal. */
  readonly histogram: readonly number[];
}

export const BINS = 48;

export function tensorStatistics(data: Float32Array | Float64Array | Int32Array): TensorStatistics {
  let [nonFinite, zeros, sum] = [0, 0, 0];
  let [minimum, maximum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of data) {
    if (!Number.isFinite(value)) {
      nonFinite++;
      continue;
    }
    if (value === 0) zeros++;
    sum += value;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  const count = data.length;
  const finite = count - nonFinite;
  const histogram = new Array<number>(BINS).fill(0);
  if (finite === 0) {
    return { count, nonFinite, zeros, minimum: null, maximum: null, mean: null, standardDeviation: null, histogram };
  }
  const mean = sum / finite;
  const scale = maximum > minimum ? BINS / (maximum - minimum) : 0;
  let squares = 0;
  for (const value of data) {
    if (!Number.isFinite(value)) continue;
    squares += (value - mean) ** 2;
    // The largest value belongs into the last bin.
    histogram[Math.min(BINS - 1, Math.floor((value - minimum) * scale))]!++;
  }
  return { count, nonFinite, zeros, minimum, maximum, mean, standardDeviation: Math.sqrt(squares / finite), histogram };
}
