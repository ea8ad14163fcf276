/**
 * Area under the ROC curve: the share of (positive, negative) pairs that the scores put in the right order, ties counted half. Equals
 * scikit-learn's roc_auc_score.
 *
 * @param scores any finite numbers; higher means more positive.
 * @param labels 0 or 1, one for each score.
 * @returns null unless both labels occur.
 */
export function auc(scores: ArrayLike<number>, labels: ArrayLike<number>): number | null {
  const count = scores.length;
  if (labels.length !== count) throw new RangeError(`${count} scores and ${labels.length} labels`);
  const order = Int32Array.from({ length: count }, (_, index) => index).sort((a, b) => scores[a]! - scores[b]!);
  let positives = 0;
  // Twice the sum of the positives' ranks (from 1, ties share their mean): whole numbers, so that nothing is rounded.
  let doubledRanks = 0;
  for (let first = 0; first < count; ) {
    let end = first;
    let tiedPositives = 0;
    while (end < count && scores[order[end]!] === scores[order[first]!]) tiedPositives += labels[order[end++]!]!;
    if (end === first) throw new RangeError(`score ${scores[order[first]!]} is not a number`);
    positives += tiedPositives;
    doubledRanks += tiedPositives * (first + 1 + end);
    first = end;
  }
  const negatives = count - positives;
  if (positives === 0 || negatives === 0) return null;
  return (doubledRanks - positives * (positives + 1)) / (2 * positives * negatives);
}

export interface MacroAuc {
  /** Mean over the tested classes that have both labels; null when none has. */
  readonly mean: number | null;
  /** One for each class; null without both labels. */
  readonly perClass: readonly (number | null)[];
}

/** Where a label is neither 0 nor 1: that example does not count for that class. */
export const UNKNOWN_LABEL = 255;

/**
 * @param scores [examples, classes]
 * @param labels [examples, classes]: 0, 1 or UNKNOWN_LABEL
 * @param tested outputs to average over; all where it is absent
 */
export function macroAuc(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
  tested?: readonly number[],
): MacroAuc {
  const examples = scores.length / classes;
  const perClass = Array.from({ length: classes }, (_, output) => {
    const places = Array.from({ length: examples }, (_, example) => example * classes + output);
    const labelled = places.filter((place) => labels[place] !== UNKNOWN_LABEL);
    const column = (values: ArrayLike<number>) => Float64Array.from(labelled, (place) => values[place]!);
    return auc(column(scores), column(labels));
  });
  const averaged = tested?.map((output) => perClass[output]!) ?? perClass;
  const known = averaged.filter((value) => value !== null);
  const mean = known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  return { mean, perClass };
}
