/** Results as publications give them. Percentages have become shares in [0, 1]. */

/** Against the best of the task (`best`, `not-different`, `different`) or against a reference (stars for better, `n.s.`, `worse`). */
export const PUBLISHED_MARKS = [
  'best',
  'not-different',
  'different',
  'n.s.',
  '*',
  '**',
  '***',
  '>***',
  'worse',
] as const;

export type PublishedMark = (typeof PUBLISHED_MARKS)[number];

/** `digitised`: read from a figure, not printed by the authors. */
export type Provenance = 'printed' | 'digitised';

export interface PublishedCell {
  /** Name in the catalog where it has one. */
  readonly initialization: string;
  readonly task: string;
  readonly mean: number;
  readonly sd: number;
  readonly n: number;
  /** The standard deviation has n - ddof in its denominator. */
  readonly ddof: 0 | 1;
  readonly provenance: Provenance;
  /** Step between two pixels of the figure it was read from; 0 for printed numbers. */
  readonly reading: number;
  readonly mark: PublishedMark | null;
  /** Published p-value of the comparison with the reference. */
  readonly p: number | null;
}

export interface PublishedTable {
  readonly name: string;
  readonly title: string;
  readonly marks: 'none' | 'best' | 'stars' | 'p-values';
  /** The initialization that stars and p-values compare with. */
  readonly reference: string | null;
  readonly cells: readonly PublishedCell[];
}

export interface Literature {
  /** What footnotes cite. */
  readonly source: string;
  readonly tables: readonly PublishedTable[];
}

/** Every cell of the publication. */
export function publishedCells({ tables }: Literature): readonly PublishedCell[] {
  return tables.flatMap(({ cells }) => cells);
}
