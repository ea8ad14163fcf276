import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from '../spec/diagnostic';
import { toLspRange } from './lsp-range';
import type { Declaration, Outline } from './outline';

/** The spec, below it its sections, below those what they declare: for the outline and the breadcrumbs. */
export function documentSymbols(document: TextDocument, outline: Outline): DocumentSymbol[] {
  const entry = (kind: SymbolKind) => (declaration: Declaration) =>
    symbol(document, declaration.name, kind, declaration.range, declaration.nameRange, declaration.detail);
  const section = (key: string, title: string, children: DocumentSymbol[]): DocumentSymbol[] => {
    const found = outline.sections.get(key);
    if (!found || children.length === 0) return [];
    return [{ ...symbol(document, title, SymbolKind.Namespace, found.range, found.keyRange), children }];
  };
  const children = [
    ...section('data', 'Data', outline.datasets.map(entry(SymbolKind.Array))),
    ...section('tasks', 'Tasks', outline.tasks.map(entry(SymbolKind.Event))),
    ...section('initializations', 'Initializations', outline.initializations.map(entry(SymbolKind.Variable))),
  ];
  if (outline.title === null) return children;
  const whole = { start: 0, end: document.getText().length };
  return [{ ...symbol(document, outline.title.text, SymbolKind.File, whole, outline.title.range), children }];
}

function symbol(
  document: TextDocument,
  name: string,
  kind: SymbolKind,
  range: Range,
  nameRange: Range,
  detail = '',
): DocumentSymbol {
  return {
    name,
    kind,
    detail,
    range: toLspRange(document, range),
    selectionRange: toLspRange(document, nameRange),
  };
}
