import type { Range } from '../spec/diagnostic';
import { touches } from './lsp-range';
import { type Declaration, declarations, type NameKind, type Outline } from './outline';

export interface NameAt {
  readonly kind: NameKind;
  readonly name: string;
  /** The name under the cursor. */
  readonly range: Range;
}

/** The name, declared or used, under the cursor. */
export function nameAt(outline: Outline, offset: number): NameAt | null {
  const declared = declarations(outline).find(({ nameRange }) => touches(nameRange, offset));
  if (declared) return { kind: declared.kind, name: declared.name, range: declared.nameRange };
  return outline.references.find(({ range }) => touches(range, offset)) ?? null;
}

export function declarationOf(outline: Outline, { kind, name }: Pick<NameAt, 'kind' | 'name'>): Declaration | null {
  return declarations(outline).find((declared) => declared.kind === kind && declared.name === name) ?? null;
}
