/** What a finished run left of its test cases, beside its journal: enough to score any draw of them again. */
interface EachCase {
  /** In the order in which every run of the task has them. */
  readonly ids: readonly string[];
  /** Patient, or other unit whose cases are alike, of each case; null where each case is its own, and in files of earlier versions. */
  readonly groups: readonly string[] | null;
}

export type TestCases = EachCase &
  (
    | {
        readonly kind: 'classification';
        readonly classes: readonly string[];
        /** [cases, classes], in [0, 1] */
        readonly scores: Float32Array;
        /** [cases, classes]: 0 or 1; anything else does not count for that class. */
        readonly truths: Uint8Array;
      }
    | {
        readonly kind: 'segmentation';
        /** [cases, 3]: pixels in both masks, in the predicted one, in the true one. */
        readonly overlaps: Uint32Array;
      }
  );

/** Dice coefficient 2 |A ∩ B| / (|A| + |B|) from numbers of pixels; two empty masks agree: 1. */
export function diceOf(common: number, predicted: number, there: number): number {
  const marked = predicted + there;
  return marked === 0 ? 1 : (2 * common) / marked;
}
