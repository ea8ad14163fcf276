/** Places of the cases with a label of 0 or 1, by ascending score. */
export function labelledOrder(scores: ArrayLike<number>, labels: ArrayLike<number>): Int32Array {
  return Int32Array.from({ length: scores.length }, (_, index) => index)
    .filter((index) => labels[index] === 0 || labels[index] === 1)
    .sort((a, b) => scores[a]! - scores[b]!);
}
