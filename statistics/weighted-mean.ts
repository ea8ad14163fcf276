/** Means over a density: the one integral that the distributions here need. */

/**
 * Mean of `value(x)` over x with a density of `weight(x)` times any constant, from the first of `ends`, which rise, to the last. By the tanh-sinh
 * rule (Takahasi and Mori 1974) between each end and the next: it converges exponentially for whatever is smooth inside, and crowds its places
 * at the ends, so that peaks, kinks and steps belong there.
 */
export function weightedMean(
  ends: readonly number[],
  weight: (x: number) => number,
  value: (x: number) => number,
): number {
  let weights = 0;
  let sum = 0;
  for (let part = 1; part < ends.length; part++) {
    const [from, to] = [ends[part - 1]!, ends[part]!];
    for (const rule of RULE) {
      const x = from + (to - from) * rule.place;
      const here = (to - from) * rule.weight * weight(x);
      weights += here;
      if (here > 0) sum += here * value(x);
    }
  }
  return sum / weights;
}

/** Of x in tanh(pi/2 sinh(x)); with it everything in this folder is known to 1e-10. */
const STEP = 1 / 28;
/** Beyond, weights are below 1e-13 of the middle one. */
const REACH = 3;

/** Places from 0 to 1 and their weights. */
const RULE = Array.from({ length: 2 * (REACH / STEP) + 1 }, (_, index) => {
  const x = index * STEP - REACH;
  const bend = (Math.PI / 2) * Math.sinh(x);
  return {
    place: 1 / (1 + Math.exp(-2 * bend)),
    weight: ((Math.PI / 4) * Math.cosh(x) * STEP) / Math.cosh(bend) ** 2,
  };
});
