import { DiagnosticSeverity, type Diagnostic as LspDiagnostic } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic, DiagnosticCode, Severity } from '../spec/diagnostic';
import { toLspRange } from './lsp-range';

const SEVERITIES: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

export interface DiagnosticOptions {
  /** Address of the page that explains every code; null: codes are plain text. */
  readonly page: string | null;
}

/** What reading the spec found, as the editor shows it. */
export function diagnostics(
  document: TextDocument,
  found: readonly Diagnostic[],
  options: DiagnosticOptions,
): LspDiagnostic[] {
  return found.map(({ code, severity, message, range }) => ({
    source: 'warmstart',
    code,
    ...(options.page === null ? {} : { codeDescription: { href: explanation(options.page, code) } }),
    severity: SEVERITIES[severity],
    message,
    range: toLspRange(document, range),
  }));
}

function explanation(page: string, code: DiagnosticCode): string {
  return `${page}#${code}`;
}
