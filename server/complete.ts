import {
  type CompletionItem,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  type Position,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { toLspRange } from './lsp-range';
import { type Place, placeAt } from './place';
import { type Suggestion, type SuggestionOptions, suggestionsAt } from './suggestions';

/** What may stand at the cursor, best first: keys that are not there yet, values, names and paths. */
export function complete(document: TextDocument, position: Position, options: SuggestionOptions): CompletionItem[] {
  const place = placeAt(document.getText(), document.offsetAt(position));
  if (place === null) return [];
  return suggestionsAt(place, options).map((suggestion, index) => item(document, place, suggestion, index));
}

function item(document: TextDocument, place: Place, suggestion: Suggestion, index: number): CompletionItem {
  const { label, kind, detail, documentation, snippet, opensList } = suggestion;
  return {
    label,
    kind,
    ...(detail ? { detail } : {}),
    ...(documentation ? { documentation: { kind: MarkupKind.Markdown, value: documentation } } : {}),
    sortText: String(index).padStart(3, '0'),
    // The editor compares this with the text it replaces, an opening quote included.
    filterText: place.quote + label,
    insertTextFormat: InsertTextFormat.Snippet,
    // Snippets of several lines bring their columns along: the editor would take those of a list's dash.
    insertTextMode: InsertTextMode.asIs,
    textEdit: { range: toLspRange(document, place.range), newText: newText(place, snippet) },
    ...(opensList ? { command: { title: 'Suggest', command: 'editor.action.triggerSuggest' } } : {}),
  };
}

function newText({ missing, quote }: Place, snippet: string): string {
  const quoted = quote === '' || /^["']/.test(snippet) ? snippet : `${quote}${snippet}${quote}`;
  return missing + quoted;
}
