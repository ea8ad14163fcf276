/** Values in [-1, 1) from a hash of the index, the same as `pattern` in golden/make_networks.py. */
export function pattern(count: number, salt: number): Float32Array {
  const values = new Float32Array(count);
  for (let index = 0; index < count; index++) {
    let bits = (Math.imul(index + 1, 2654435761) + salt * 40503) >>> 0;
    bits = Math.imul(bits ^ (bits >>> 15), 2246822519) >>> 0;
    bits = (bits ^ (bits >>> 13)) >>> 0;
    values[index] = bits / 2147483648 - 1;
  }
  return values;
}

/** Bytes of an image, the same as `pixels` in golden/make_networks.py. */
export function pixels(count: number, salt: number): Uint8Array {
  return Uint8Array.from(pattern(count, salt), (value) => Math.min(Math.floor((value + 1) * 128), 255));
}

/** Weights as the golden script fills them: filters scaled by fan-in, scales and variances about 1, quiet residual branches. */
export function patternWeight(name: string, shape: readonly number[], salt: number): Float32Array {
  const size = shape.reduce((product, side) => product * side, 1);
  const values = pattern(size, salt);
  if (shape.length > 1) {
    const scale = Math.sqrt((3 * shape[0]!) / size);
    return values.map((value) => value * scale);
  }
  if (name.endsWith('bn3.weight')) return values.map((value) => 0.2 + 0.1 * value);
  const aboutOne = name.endsWith('running_var') || name.endsWith('weight');
  return values.map((value) => (aboutOne ? 1 + 0.2 * value : 0.1 * value));
}

export interface Checksum {
  readonly l2: number;
  readonly weighted: number;
}

/** Norm of the values, and their sum weighted by the pattern. */
export function checksum(values: Float32Array | Int32Array): Checksum {
  const weights = pattern(values.length, 7);
  let [squares, weighted] = [0, 0];
  values.forEach((value, index) => {
    squares += value * value;
    weighted += value * weights[index]!;
  });
  return { l2: Math.sqrt(squares), weighted };
}
