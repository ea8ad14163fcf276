/** Where a function of one variable is zero. */

/**
 * Between `low` and `high`, at which `f` has different signs or is zero; to 14 digits, and 1e-15 near zero. Chandrupatla (1997): inverse
 * quadratic interpolation where three points lie well for it, else bisection, so that no function takes long.
 */
export function solve(f: (x: number) => number, low: number, high: number): number {
  // a and b enclose the zero, a being the newer; c is the one before.
  let [a, b, c] = [high, low, low];
  let [fa, fb] = [f(high), f(low)];
  let fc = fb;
  if (Math.sign(fa) * Math.sign(fb) > 0) throw new RangeError(`There is no change of sign from ${low} to ${high}.`);
  let share = 0.5;
  for (;;) {
    const tolerance = (1e-15 + 1e-14 * Math.max(Math.abs(a), Math.abs(b))) / Math.abs(b - a);
    const [nearest, atNearest] = Math.abs(fa) < Math.abs(fb) ? [a, fa] : [b, fb];
    if (atNearest === 0 || !(tolerance < 0.5)) return nearest;
    const x = a + Math.min(1 - tolerance, Math.max(tolerance, share)) * (b - a);
    const fx = f(x);
    if (Math.sign(fx) === Math.sign(fa)) [c, fc] = [a, fa];
    else [c, fc, b, fb] = [b, fb, a, fa];
    [a, fa] = [x, fx];
    const [xi, phi] = [(a - b) / (c - b), (fa - fb) / (fc - fb)];
    const interpolates = phi ** 2 < xi && (1 - phi) ** 2 < 1 - xi;
    share = interpolates
      ? (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb))
      : 0.5;
  }
}
