import type { Location, Position } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from '../spec/diagnostic';
import { toLspRange } from './lsp-range';
import { declarationOf, type NameAt, nameAt } from './names-at';
import type { Outline } from './outline';

/** Every place that uses the name under the cursor. */
export function references(
  document: TextDocument,
  position: Position,
  outline: Outline,
  options: { readonly includeDeclaration: boolean },
): Location[] | null {
  const name = nameAt(outline, document.offsetAt(position));
  if (name === null) return null;
  return occurrences(outline, name, options).map((range) => ({
    uri: document.uri,
    range: toLspRange(document, range),
  }));
}

/** In the order of the text. */
export function occurrences(
  outline: Outline,
  name: Pick<NameAt, 'kind' | 'name'>,
  { includeDeclaration }: { readonly includeDeclaration: boolean },
): Range[] {
  const declaration = includeDeclaration ? declarationOf(outline, name) : null;
  const uses = outline.references.filter(({ kind, name: used }) => kind === name.kind && used === name.name);
  return [...(declaration ? [declaration.nameRange] : []), ...uses.map(({ range }) => range)].sort(
    (a, b) => a.start - b.start,
  );
}
