import type { TestCases } from '../../../journal/test-cases';

/** Test cases named by their places. `values`: scores [cases, classes], or overlaps [cases, 3] where there are no `truths`. */
export function testCases(
  count: number,
  values: readonly number[],
  truths: readonly number[] | null,
  groups: readonly string[] | null = null,
  classes: readonly string[] = ['ill'],
): TestCases {
  const common = { ids: Array.from({ length: count }, (_, index) => String(index)), groups };
  if (truths === null) return { ...common, kind: 'segmentation', overlaps: Uint32Array.from(values) };
  const [scores, labels] = [Float32Array.from(values), Uint8Array.from(truths)];
  return { ...common, kind: 'classification', classes, scores, truths: labels };
}
