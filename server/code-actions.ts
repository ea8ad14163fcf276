import { type CodeAction, CodeActionKind, type Range as LspRange } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic } from '../spec/diagnostic';
import { type DiagnosticOptions, diagnostics } from './diagnostics';
import { toLspRange } from './lsp-range';

/** The quick fixes of every diagnostic that touches `range`. A diagnostic's only fix is the preferred one. */
export function codeActions(
  document: TextDocument,
  range: LspRange,
  found: readonly Diagnostic[],
  options: DiagnosticOptions,
): CodeAction[] {
  const start = document.offsetAt(range.start);
  const end = document.offsetAt(range.end);
  return found
    .filter((diagnostic) => diagnostic.range.start <= end && start <= diagnostic.range.end)
    .flatMap((diagnostic) => {
      const fixes = diagnostic.fixes ?? [];
      return fixes.map((fix) => ({
        title: fix.title,
        kind: CodeActionKind.QuickFix,
        diagnostics: diagnostics(document, [diagnostic], options),
        isPreferred: fixes.length === 1,
        edit: { changes: { [document.uri]: [{ range: toLspRange(document, fix.range), newText: fix.newText }] } },
      }));
    });
}
