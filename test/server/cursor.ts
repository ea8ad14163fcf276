/** Texts in tests carry their cursor: their first `|`. */
import { TextDocument } from 'vscode-languageserver-textdocument';

export const URI = 'file:///specs/a.warmstart.yaml';

export function atCursor(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('|');
  if (offset === -1) throw new Error(`The text has no cursor:\n${marked}`);
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

export function documentAtCursor(marked: string) {
  const { text, offset } = atCursor(marked);
  const document = textDocument(text);
  return { document, position: document.positionAt(offset) };
}

export function textDocument(text: string): TextDocument {
  return TextDocument.create(URI, 'warmstart', 1, text);
}
