import type { Diagnostic } from '../spec/diagnostic';
import { positionAt } from '../spec/position';

/** `file:line:column: severity code: message`, as compilers write it. */
export function diagnosticLines(file: string, text: string, diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ range, severity, code, message }) => {
    const { line, column } = positionAt(text, range.start);
    return `${file}:${line}:${column}: ${severity} ${code}: ${message}`;
  });
}
