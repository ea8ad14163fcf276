import type { Diagnostic, DiagnosticCode, Fix, Range, Severity } from './diagnostic';

export interface ProblemDetails {
  /** `error` where left out. */
  readonly severity?: Severity;
  readonly fixes?: readonly Fix[];
}

/** A diagnostic; its message starts with a capital even where it starts with the name of something. */
export function problem(code: DiagnosticCode, message: string, range: Range, details: ProblemDetails = {}): Diagnostic {
  const { severity = 'error', fixes = [] } = details;
  const sentence = message.charAt(0).toUpperCase() + message.slice(1);
  return { code, severity, message: sentence, range, ...(fixes.length > 0 ? { fixes } : {}) };
}

/** The quick fix that puts another word in a word's place. */
export function replacement(range: Range, word: string): Fix {
  return { title: `Change to \`${word}\``, range, newText: word };
}
