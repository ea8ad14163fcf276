import type { ProblemList } from './data-error';

/** Reports image files that no row of a table names: they would be left out without a word. */
export function reportUnnamed(
  images: Iterable<string>,
  isNamed: (image: string) => boolean,
  table: string,
  problems: ProblemList,
): void {
  for (const image of images) {
    if (isNamed(image)) continue;
    problems.addToExample('row', image, `${image}: no row of ${table} names it; add a row, or take the file away.`);
  }
}
