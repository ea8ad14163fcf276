import { isDeepStrictEqual } from 'node:util';
import type { TextEdit } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { parseDocument } from 'yaml';
import { layOut } from './lay-out';
import { toLspRange } from './lsp-range';

/**
 * One edit that lays out the changed part of the text (see {@link layOut}); none where the text has syntax errors. Formatting never
 * changes what a spec means: a layout that would read differently is dropped.
 */
export function format(document: TextDocument): TextEdit[] {
  const text = document.getText();
  const before = parseDocument(text);
  if (before.errors.length > 0 || text.trim() === '') return [];
  const formatted = layOut(text);
  const after = parseDocument(formatted);
  if (after.errors.length > 0 || !isDeepStrictEqual(before.toJS(), after.toJS())) return [];
  return formatted === text ? [] : [minimalEdit(document, text, formatted)];
}

function minimalEdit(document: TextDocument, text: string, formatted: string): TextEdit {
  const longest = Math.min(text.length, formatted.length);
  let start = 0;
  while (start < longest && text[start] === formatted[start]) start += 1;
  let tail = 0;
  while (tail < longest - start && text[text.length - 1 - tail] === formatted[formatted.length - 1 - tail]) tail += 1;
  return {
    range: toLspRange(document, { start, end: text.length - tail }),
    newText: formatted.slice(start, formatted.length - tail),
  };
}
