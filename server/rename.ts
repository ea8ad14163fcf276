import type { Position, PrepareRenameResult, WorkspaceEdit } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { stringify, YAMLSeq } from 'yaml';
import { toLspRange } from './lsp-range';
import { declarationOf, nameAt } from './names-at';
import type { Outline } from './outline';
import { occurrences } from './references';

/** The name under the cursor, if this spec chose it; null otherwise: a name of the catalog is not the spec's to change. */
export function prepareRename(
  document: TextDocument,
  position: Position,
  outline: Outline,
): PrepareRenameResult | null {
  const name = nameAt(outline, document.offsetAt(position));
  if (name === null || !declarationOf(outline, name)?.ownName) return null;
  return { range: toLspRange(document, name.range), placeholder: name.name };
}

/**
 * Changes the declaration and every use. Renaming an initialization keeps its results; the name of a dataset other than a phantom is part
 * of what a result is of, so that its cells start anew.
 */
export function rename(
  document: TextDocument,
  position: Position,
  newName: string,
  outline: Outline,
): WorkspaceEdit | null {
  const name = nameAt(outline, document.offsetAt(position));
  if (name === null || !declarationOf(outline, name)?.ownName) return null;
  const newText = asScalar(newName.trim());
  const edits = occurrences(outline, name, { includeDeclaration: true }).map((range) => ({
    range: toLspRange(document, range),
    newText,
  }));
  return { changes: { [document.uri]: edits } };
}

/** The text as one YAML scalar that may also stand in a flow collection: quoted where it must be. */
export function asScalar(text: string): string {
  const list = new YAMLSeq();
  list.flow = true;
  list.add(text);
  return stringify(list, { flowCollectionPadding: false, lineWidth: 0 }).trimEnd().slice(1, -1);
}
