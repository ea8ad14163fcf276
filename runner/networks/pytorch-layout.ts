import type { AxisOrder } from '../engines/executor';

/** PyTorch keeps filters [out, in, height, width] and linear weights [out, in]; TensorFlow [height, width, in, out] and [in, out]. */

/** For each of TensorFlow's axes the one of PyTorch, by how many there are. */
const AXES: Readonly<Record<number, readonly number[]>> = { 2: [1, 0], 4: [2, 3, 1, 0] };

/** The shape TensorFlow gives a parameter of PyTorch's shape. */
export function engineShape(shape: readonly number[]): number[] {
  return AXES[shape.length]?.map((axis) => shape[axis]!) ?? [...shape];
}

/** How the values of a parameter of PyTorch's shape lie for TensorFlow. Absent where they lie as it wants them. */
export function pytorchOrder(shape: readonly number[]): AxisOrder | undefined {
  const axes = AXES[shape.length];
  const [outputs, inputs, ...window] = shape;
  const long = [outputs!, inputs!, window.reduce((area, side) => area * side, 1)].filter((side) => side > 1);
  return axes && long.length > 1 ? { shape, axes } : undefined;
}

/** Values in PyTorch's order, from TensorFlow's; `shape` is PyTorch's. */
export function toPytorch(shape: readonly number[], values: Float32Array): Float32Array {
  if (shape.length !== 2 && shape.length !== 4) return values;
  const [outputs, inputs, area] = [shape[0]!, shape[1]!, (shape[2] ?? 1) * (shape[3] ?? 1)];
  const step = inputs * area;
  const result = new Float32Array(values.length);
  let output = 0;
  // Eight outputs at once, written out: half a cache line, and half of the time of a loop over them.
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
