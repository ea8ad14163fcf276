/** Of each case the number of its group, from 0 on in order of first appearance; null without groups. */
export function clustersOf(groups: readonly string[] | null): Int32Array | null {
  if (groups === null) return null;
  const numbers = new Map([...new Set(groups)].map((group, number) => [group, number]));
  return Int32Array.from(groups, (group) => numbers.get(group)!);
}
