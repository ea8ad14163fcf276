import type { Named } from '../catalog/find-by-name';
import type { NameKind, Outline } from './outline';
import { MARK } from './repair';

/** A name that a spec may use, and what it stands for. */
export interface KnownName extends Named {
  /** A few words, for lists. */
  readonly detail: string;
  /** Markdown. */
  readonly documentation?: string;
}

/** What the catalog knows without any spec declaring it. */
export type CatalogNames = Readonly<Record<NameKind | 'protocol', readonly KnownName[]>>;

/** Names of this kind that the spec declares, in the order of the text; the one being typed is not yet declared. */
export function declaredNames(kind: NameKind, outline: Outline): readonly KnownName[] {
  const declared = { dataset: outline.datasets, task: outline.tasks, initialization: outline.initializations }[kind];
  return declared.filter(({ name }) => !name.includes(MARK)).map(({ name, detail }) => ({ name, aliases: [], detail }));
}
