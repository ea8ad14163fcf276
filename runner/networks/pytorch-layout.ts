/** PyTorch keeps filters [out, in, height, width] and linear weights [out, in]; TensorFlow [height, width, in, out] and [in, out]. */

/** The shape TensorFlow gives a parameter of PyTorch's shape. */
export function engineShape(shape: readonly number[]): number[] {
  if (shape.length === 4) return [shape[2]!, shape[3]!, shape[1]!, shape[0]!];
  return shape.length === 2 ? [shape[1]!, shape[0]!] : [...shape];
}

/** Outputs that are turned together: a cache line of them is written at once. */
const STRIP = 16;

/** Values in TensorFlow's order, from PyTorch's; in memory of their own. */
export function toEngine(shape: readonly number[], values: Float32Array): Float32Array {
  if (shape.length !== 2 && shape.length !== 4) return values.slice();
  const [outputs, inputs, area] = [shape[0]!, shape[1]!, (shape[2] ?? 1) * (shape[3] ?? 1)];
  const perOutput = inputs * area;
  const result = new Float32Array(values.length);
  for (let first = 0; first < outputs; first += STRIP) {
    const end = Math.min(first + STRIP, outputs);
    for (let cell = 0; cell < area; cell++) {
      for (let input = 0; input < inputs; input++) {
        let to = (cell * inputs + input) * outputs + first;
        let from = first * perOutput + input * area + cell;
        for (let output = first; output < end; output++, from += perOutput) result[to++] = values[from]!;
      }
    }
  }
  return result;
}

/** Values in PyTorch's order, from TensorFlow's; `shape` is PyTorch's. */
export function toPytorch(shape: readonly number[], values: Float32Array): Float32Array {
  if (shape.length !== 2 && shape.length !== 4) return values;
  const [outputs, inputs, area] = [shape[0]!, shape[1]!, (shape[2] ?? 1) * (shape[3] ?? 1)];
  const result = new Float32Array(values.length);
  for (let output = 0, to = 0; output < outputs; output++) {
    for (let input = 0; input < inputs; input++) {
      for (let cell = 0; cell < area; cell++) result[to++] = values[(cell * inputs + input) * outputs + output]!;
    }
  }
  return result;
}
