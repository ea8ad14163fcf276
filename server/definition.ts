import type { LocationLink, Position } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { toLspRange } from './lsp-range';
import { declarationOf, nameAt } from './names-at';
import type { Outline } from './outline';

/** From `from:`, `on:` and `data:` to where the name is declared; null for names of the catalog, which no spec declares. */
export function definition(document: TextDocument, position: Position, outline: Outline): LocationLink[] | null {
  const name = nameAt(outline, document.offsetAt(position));
  const declaration = name && declarationOf(outline, name);
  if (!declaration) return null;
  return [
    {
      originSelectionRange: toLspRange(document, name.range),
      targetUri: document.uri,
      targetRange: toLspRange(document, declaration.range),
      targetSelectionRange: toLspRange(document, declaration.nameRange),
    },
  ];
}
