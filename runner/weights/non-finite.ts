/** Whether a number is infinite or none. A product with zero is no number just there; four sums keep the processor busy. */
export function hasNonFinite(data: Float32Array | Int32Array): boolean {
  if (data instanceof Int32Array) return false;
  let [a, b, c, d] = [0, 0, 0, 0];
  const end = data.length - (data.length % 4);
  for (let index = 0; index < end; index += 4) {
    a += data[index]! * 0;
    b += data[index + 1]! * 0;
    c += data[index + 2]! * 0;
    d += data[index + 3]! * 0;
  }
  for (let index = end; index < data.length; index++) a += data[index]! * 0;
  return Number.isNaN(a + b + c + d);
}
