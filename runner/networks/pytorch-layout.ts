/** PyTorch keeps filters [out, in, height, width] and linear weights [out, in]; TensorFlow [height, width, in, out] and [in, out]. */

/** The shape TensorFlow gives a parameter of PyTorch's shape. */
export function engineShape(shape: readonly number[]): number[] {
  if (shape.length === 4) return [shape[2]!, shape[3]!, shape[1]!, shape[0]!];
  return shape.length === 2 ? [shape[1]!, shape[0]!] : [...shape];
}

/** Sides of a parameter, a linear layer's as those of a convolution of one pixel; null where both orders are the same. */
function sidesOf(shape: readonly number[]): readonly [outputs: number, inputs: number, area: number] | null {
  if (shape.length !== 2 && shape.length !== 4) return null;
  return [shape[0]!, shape[1]!, (shape[2] ?? 1) * (shape[3] ?? 1)];
}

// Eight outputs are turned together, written out: half a cache line, and half of the time of a loop over them.

/** Values in TensorFlow's order, from PyTorch's; in memory of their own. */
export function toEngine(shape: readonly number[], values: Float32Array): Float32Array {
  const sides = sidesOf(shape);
  if (sides === null) return values.slice();
  const [outputs, inputs, area] = sides;
  const step = inputs * area;
  const result = new Float32Array(values.length);
  let output = 0;
  for (; output + 8 <= outputs; output += 8) {
    for (let cell = 0; cell < area; cell++) {
      let from = output * step + cell;
      let to = cell * inputs * outputs + output;
      for (let input = 0; input < inputs; input++, from += area, to += outputs) {
        result[to] = values[from]!;
        result[to + 1] = values[from + step]!;
        result[to + 2] = values[from + 2 * step]!;
        result[to + 3] = values[from + 3 * step]!;
        result[to + 4] = values[from + 4 * step]!;
        result[to + 5] = values[from + 5 * step]!;
        result[to + 6] = values[from + 6 * step]!;
        result[to + 7] = values[from + 7 * step]!;
      }
    }
  }
  for (; output < outputs; output++) {
    for (let cell = 0; cell < area; cell++) {
      for (let input = 0; input < inputs; input++)
        result[(cell * inputs + input) * outputs + output] = values[output * step + input * area + cell]!;
    }
  }
  return result;
}

/** Values in PyTorch's order, from TensorFlow's; `shape` is PyTorch's. */
export function toPytorch(shape: readonly number[], values: Float32Array): Float32Array {
  const sides = sidesOf(shape);
  if (sides === null) return values;
  const [outputs, inputs, area] = sides;
  const step = inputs * area;
  const result = new Float32Array(values.length);
  let output = 0;
  for (; output + 8 <= outputs; output += 8) {
    for (let cell = 0; cell < area; cell++) {
      let from = cell * inputs * outputs + output;
      let to = output * step + cell;
      for (let input = 0; input < inputs; input++, from += outputs, to += area) {
        result[to] = values[from]!;
        result[to + step] = values[from + 1]!;
        result[to + 2 * step] = values[from + 2]!;
        result[to + 3 * step] = values[from + 3]!;
        result[to + 4 * step] = values[from + 4]!;
        result[to + 5 * step] = values[from + 5]!;
        result[to + 6 * step] = values[from + 6]!;
        result[to + 7 * step] = values[from + 7]!;
      }
    }
  }
  for (; output < outputs; output++) {
    for (let cell = 0; cell < area; cell++) {
      for (let input = 0; input < inputs; input++)
        result[output * step + input * area + cell] = values[(cell * inputs + input) * outputs + output]!;
    }
  }
  return result;
}
