import type { Range as LspRange } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from '../spec/diagnostic';

/** Character offsets to lines and columns. */
export function toLspRange(document: TextDocument, { start, end }: Range): LspRange {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

/** Whether the cursor touches the range, its end included: a cursor behind a word is on the word. */
export function touches({ start, end }: Range, offset: number): boolean {
  return start <= offset && offset <= end;
}
