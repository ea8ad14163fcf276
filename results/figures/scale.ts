/** A linear axis: where values lie, and round numbers to label it with. */

export interface Scale {
  /** Position of a value, in user units rounded to hundredths: the same figure on every machine. */
  at(value: number): number;
  readonly ticks: readonly number[];
  /** Decimals that tell neighbouring ticks apart. */
  readonly decimals: number;
}

/** `values` lie within the axis with some room around; `from` and `to` are its ends in user units, in either order. */
export function linearScale(values: readonly number[], from: number, to: number, tickCount: number): Scale {
  const [low, high] = padded(values);
  const step = roundStep((high - low) / tickCount);
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return {
    at: (value) => round(from + ((value - low) / (high - low)) * (to - from)),
    ticks: Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toFixed(decimals))),
    decimals,
  };
}

/** To hundredths of a user unit, far below what a screen or a printer shows. */
export function round(coordinate: number): number {
  return Math.round(coordinate * 100) / 100;
}

function padded(values: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 1];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  // A single value gets an axis around it.
  const room = most > least ? (most - least) * 0.06 : Math.max(Math.abs(least) * 0.01, 1e-3);
  return [least - room, most + room];
}

/** The smallest of 1, 2 and 5 times a power of ten that is not below `step`. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return power * ([1, 2, 5].find((factor) => factor * power >= step * (1 - 1e-9)) ?? 10);
}
